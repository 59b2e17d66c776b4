import { readdirSync } from 'node:fs'
import { readMemory } from '../memory.ts'

/** What processes hold while nothing is asked of them. */
export type Held = ReadonlyMap<string, { readonly pid: number; readonly mebibytes: number; readonly handles: number }>

/** Handles and mebibytes by which a process may have grown between two rests: pools are filled in between, and caches. */
const [moreHandles, moreMebibytes] = [64, 192]

/** Counts memory and open handles of each process that is there; only Linux tells. */
export function readHeld(pids: Readonly<Record<string, number>>): Held {
  const memory = readMemory(pids)
  if (!memory) return new Map()
  return new Map(
    Object.entries(pids).flatMap(([name, pid]) => {
      const handles = handlesOf(pid)
      return handles === undefined ? [] : [[name, { pid, mebibytes: Math.round(memory[name] ?? 0), handles }]]
    }),
  )
}

/** One that has just ended by itself is told of where that is noticed. */
function handlesOf(pid: number): number | undefined {
  try {
    return readdirSync(`/proc/${pid}/fd`).length
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Which process that lived all the time has grown by more than it needs. */
export function leaks(before: Held, after: Held): string[] {
  return [...after].flatMap(([name, { pid, mebibytes, handles }]) => {
    const was = before.get(name)
    if (was?.pid !== pid) return []
    return [
      ...(handles - was.handles > moreHandles ? [`${name} had ${was.handles} handles open, and has ${handles}`] : []),
      ...(mebibytes - was.mebibytes > moreMebibytes ? [`${name} had ${was.mebibytes} MiB, and has ${mebibytes}`] : []),
    ]
  })
}
