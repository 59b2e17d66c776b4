import type { Fault } from './fault.ts'
import { networkFaults } from './faults/network.ts'
import { outsideFaults } from './faults/outside.ts'
import { processFaults } from './faults/processes.ts'
import { serverFaults } from './faults/servers.ts'
import type { Random } from './random.ts'

export const faults: readonly Fault[] = [...processFaults, ...networkFaults, ...serverFaults, ...outsideFaults]

/** A fault, when it begins and when it ends, in seconds from the start. */
export type Planned = { readonly fault: Fault; readonly atS: number; readonly untilS: number }

const [leastGapS, mostGapS] = [0.5, 4]
/** What happens at the same time as something else. */
const overlapping = 0.35

/**
 * What is to go wrong in so many seconds: each fault once before any comes again, in an order that the seed decides, some of
 * them at once, and none to what is struck already.
 */
export function planned(seconds: number, random: Random): readonly Planned[] {
  const plan: Planned[] = []
  let left: Fault[] = []
  for (let atS = 2; ; ) {
    if (left.length === 0) left = shuffled(faults, random)
    const busy = plan.filter(({ untilS }) => untilS + 1 > atS).map(({ fault }) => fault.strikes)
    const next = left.findIndex(({ strikes }) => !busy.includes(strikes))
    const [fault] = next < 0 ? [] : left.splice(next, 1)
    const lastsS = fault ? fault.longestS * (0.3 + 0.7 * random.part()) : 0
    if (atS + lastsS > seconds) return plan
    if (fault) plan.push({ fault, atS, untilS: atS + lastsS })
    const gapS = leastGapS + random.part() * (mostGapS - leastGapS)
    atS += fault && random.part() < overlapping ? gapS : lastsS + gapS
  }
}

function shuffled<T>(several: readonly T[], random: Random): T[] {
  const left = [...several]
  return several.map(() => left.splice(random.between(0, left.length - 1), 1)[0] as T)
}
