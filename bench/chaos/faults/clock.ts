import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Fault } from '../fault.ts'

/** What tells a stranger that it is late by the time of its own process would notice. Logins are not among them: tokens end in minutes. */
const actors = ['products', 'orders', 'payments', 'inventory', 'notifications'] as const

const moved = (what: string, byMinutes: number): Fault => ({
  rows: ['F54'],
  what: `the clock of an actor ${what}, and right again`,
  strikes: ['clock'],
  lastsS: [3, 8],
  begin: async ({ clocks }, random) => {
    const file = join(clocks, random.one(actors))
    await writeFile(file, `${byMinutes * 60_000}`)
    return () => writeFile(file, '0')
  },
})

export const clockFaults: readonly Fault[] = [
  moved('an hour fast', 60),
  moved('an hour slow', -60),
  moved('set back ten minutes', -10),
]
