import { unavailable } from '#subjects/problem.ts'
import type { RequestSubject } from '#subjects/subject.ts'
import type { Actor } from './actor.ts'
import { around } from './shop.ts'

/** How often the answer to one question is lost. */
const times = 2

/** Actors that do what these requests ask and, once it has begun, lose the first answers to each. `lost` is those that lost all they should. */
export function losing(requests: readonly RequestSubject[]) {
  const names = requests.map(({ name }) => name)
  const left = new Map(names.map((name) => [name, times]))
  let hasBegun = false
  return {
    begin: () => void (hasBegun = true),
    lose: (actor: Actor) =>
      around(actor, names, (moment, name) => {
        const more = left.get(name) ?? 0
        if (!hasBegun || moment === 'before' || more === 0) return
        left.set(name, more - 1)
        throw unavailable('lost on the way')
      }),
    lost: () => names.filter((name) => left.get(name) === 0),
  }
}
