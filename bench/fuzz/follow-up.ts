import * as fc from 'fast-check'
import type { Coverage } from './coverage.ts'
import type { Api, Operation } from './document.ts'
import { draftOf } from './draft.ts'
import { namesIn, type Named, pathOf, showing } from './names.ts'
import type { Person } from './people.ts'
import type { Plan, Thread } from './plan.ts'

/**
 * Says what to do next with what an answer showed: of all that can be done with it, what was hardly ever done. So what needs many
 * steps is reached.
 */
export function followUps(api: Api, people: readonly Person[], seed: number) {
  const byPower = people.toSorted((one, other) => Number(other.mayEverything) - Number(one.mayEverything))
  const choose = chooser(api)
  let count = 0
  return (thread: Thread, coverage: Coverage): Plan | undefined => {
    const operation = choose(thread, coverage)
    if (!operation) return undefined
    count++
    const [draft = { path: {}, query: {}, headers: {} }] = fc.sample(draftOf(api, operation, true), {
      seed: seed + count,
      numRuns: 1,
    })
    const moods = { path: 'seen', query: 'made', headers: 'made', body: count % 3 === 0 ? 'example' : 'seen' } as const
    const { person, tried } = thread
    const further = { ...thread, tried: [...tried, operation] }
    return { operation, people: [person, ...byPower], draft, moods, manner: 'plain', choice: 1, thread: further }
  }
}

/** Of what can be done with something that was shown, chooses what is most in need. */
function chooser(api: Api) {
  const { operations } = api
  const [steps, ends] = [false, true].map((ends) => operations.filter(({ method }) => (method === 'DELETE') === ends))
  const readers = operations
    .filter((operation) => operation.method === 'GET' && pathOf(operation).length > 0)
    .map((operation) => ({ operation, shows: showing(api, operation) }))
  return ({ shown, tried }: Thread, { hungriest, isTired }: Coverage): Operation | undefined => {
    const isShown = ({ name, schema }: Named) => shown.pick({ name, schema, choice: 0 }, {}) !== undefined
    const isPossible = (operation: Operation) => {
      const path = pathOf(operation)
      return path.length > 0 ? path.every(isShown) : namesIn(api, operation).some(isShown)
    }
    const fresh = (several: readonly Operation[] = []) => several.filter((operation) => !tried.includes(operation))
    const first = (several?: readonly Operation[]) => hungriest(fresh(several).filter(isPossible))
    /** Where to read what is missing for something in need. */
    const lookUp = () => {
      const missing = fresh(steps).flatMap((operation) => {
        const path = pathOf(operation)
        return hungriest([operation]) && path.some(isShown) ? path.filter((name) => !isShown(name)) : []
      })
      const able = readers.filter(({ shows }) => missing.some(shows)).map(({ operation }) => operation)
      return fresh(able).find((operation) => isPossible(operation) && !isTired(operation))
    }
    // What takes away comes last: nothing else can be done afterwards.
    return first(steps) ?? lookUp() ?? first(ends)
  }
}
