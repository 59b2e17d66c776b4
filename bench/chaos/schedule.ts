import type { Fault } from './fault.ts'
import { type Random, shuffled } from './random.ts'

/** A fault, when it begins and when it ends, in seconds from the start of its window. */
export type Planned = { readonly fault: Fault; readonly atS: number; readonly untilS: number }

const [leastGapS, mostGapS] = [0.3, 2]
/** What happens at the same time as something else. */
const overlapping = 0.5
/** Long enough for whatever lasts longest, and short enough that a minute has three. */
const windowS = 20

/**
 * What is to go wrong in so many seconds, window by window, with a rest after each: each fault once before any comes again, in
 * an order that the seed decides, some of them at once, and none to what is struck already.
 */
export function planned(seconds: number, faults: readonly Fault[], random: Random): readonly (readonly Planned[])[] {
  const count = Math.max(1, Math.round(seconds / windowS))
  const deck = openDeck(faults, random)
  return Array.from({ length: count }, () => planWindow(seconds / count, deck, random))
}

function planWindow(seconds: number, deck: Deck, random: Random): readonly Planned[] {
  const plan: Planned[] = []
  for (let atS = 1; atS < seconds; ) {
    const busy = new Set(plan.filter(({ untilS }) => untilS + 1 > atS).flatMap(({ fault }) => fault.strikes))
    const left = seconds - atS
    const fault = deck.take(({ strikes, lastsS: [least] }) => least <= left && !strikes.some((one) => busy.has(one)))
    const lastsS = fault ? lasting(fault, left, random) : 0
    if (fault) plan.push({ fault, atS, untilS: atS + lastsS })
    const gapS = leastGapS + random.part() * (mostGapS - leastGapS)
    atS += fault && random.part() < overlapping ? gapS : lastsS + gapS
  }
  return plan
}

const lasting = ({ lastsS: [least, most] }: Fault, leftS: number, random: Random) =>
  Math.min(leftS, least + random.part() * (most - least))

type Deck = { take(fits: (fault: Fault) => boolean): Fault | undefined }

/** All faults in some order; who takes one takes the next that fits, and all are there again when the last is taken. */
function openDeck(faults: readonly Fault[], random: Random): Deck {
  let left: Fault[] = []
  return {
    take: (fits) => {
      if (left.length === 0) left = shuffled(faults, random)
      const next = left.findIndex(fits)
      return next < 0 ? undefined : left.splice(next, 1)[0]
    },
  }
}
