import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { environment } from './environment.ts'

type Options = {
  readonly json?: boolean
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Runs one of the project's programs to its end and takes over its exit code. Told to speak JSON, it says how it went. */
export async function runProgram(file: string, { json = false, args = [], env = {} }: Options): Promise<void> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../..', file), ...args], {
    env: { ...environment(), ...env },
    stdio: ['inherit', json ? process.stderr : 'inherit', 'inherit'],
  })
  // A Ctrl-C reaches the program by itself; this process stays to hear how it ended.
  const ignore = () => {}
  const passOn = () => child.kill('SIGTERM')
  process.on('SIGINT', ignore).on('SIGTERM', passOn)
  const [code] = (await once(child, 'exit')) as [number | null]
  process.off('SIGINT', ignore).off('SIGTERM', passOn)
  process.exitCode = code ?? 1
  const seconds = Math.round((performance.now() - startedAt) / 10) / 100
  if (json) console.log(JSON.stringify({ program: file, exitCode: process.exitCode, seconds }))
}
