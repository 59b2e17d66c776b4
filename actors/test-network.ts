import { setTimeout as sleep } from 'node:timers/promises'
import type { Asker, Bus } from '#subjects/bus.ts'
import { Problem, timedOut, unavailable } from '#subjects/problem.ts'

/** A network that loses requests and answers, doubles and delays them, until it is healed. */
export type BadNetwork = AsyncDisposable & {
  /** The same bus, with this network in between. */
  readonly over: (bus: Bus) => Bus
  readonly between: (asker: Asker) => Asker
  /** Everything arrives from now on, once, and what is still on its way has arrived. */
  readonly heal: () => Promise<void>
  /** How much of each it has done so far. */
  readonly done: Readonly<Record<'lost' | 'doubled' | 'unanswered', number>>
}

const likelihood = 0.1

/** Opens a network whose mishaps come from `random`, a source of numbers from 0 to 1. */
export function openBadNetwork(random: () => number): BadNetwork {
  const done = { lost: 0, doubled: 0, unanswered: 0 }
  const late = new Set<Promise<unknown>>()
  let isBad = true
  const happens = () => isBad && random() < likelihood

  const between = (asker: Asker): Asker => {
    const request: Asker['request'] = async (subject, input, options) => {
      if (happens()) {
        done.lost += 1
        throw unavailable('The request was lost')
      }
      if (happens()) await sleep(random() * 40)
      if (happens()) {
        done.doubled += 1
        // The twin comes some time later, perhaps after everything that follows.
        const twin = sleep(random() * 300).then(() => asker.request(subject, input, options))
        const arrived = twin.catch(() => {}).finally(() => late.delete(arrived))
        late.add(arrived)
      }
      const answer = await asker.request(subject, input, options)
      if (!happens()) return answer
      done.unanswered += 1
      throw timedOut('The answer was lost')
    }
    return { ...asker, request }
  }
  const heal = async () => {
    isBad = false
    while (late.size > 0) await Promise.all(late)
  }
  return {
    over: (bus) => ({ ...bus, as: (caller) => between(bus.as(caller)) }),
    between,
    heal,
    done,
    [Symbol.asyncDispose]: heal,
  }
}

/** Asks until there is an answer, as a good client does: the same under the same key. */
export async function insist<T>(ask: () => Promise<T>): Promise<T | Problem> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof Problem) || tries === 200) throw error
      if (error.body.status < 500 && !error.body.retryable) return error
      await sleep(50)
    }
  }
}
