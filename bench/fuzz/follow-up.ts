import * as fc from 'fast-check'
import type { Api, Operation } from './document.ts'
import { draftOf } from './draft.ts'
import type { Memory } from './memory.ts'
import type { Person } from './people.ts'
import type { Plan } from './plan.ts'

/** What an answer showed, and to whom. */
export type Shown = { readonly value: unknown; readonly person: Person }

/** Says what can be done next with what an answer shows, of all that has hardly been done: so what needs many steps is reached. */
export function followUps(api: Api, people: readonly Person[], seed: number) {
  const byPower = people.toSorted((one, other) => Number(other.mayEverything) - Number(one.mayEverything))
  const steps = api.operations.filter(({ method }) => method !== 'DELETE')
  let count = 0
  return ({ value, person }: Shown, memory: Memory, isHungry: (operation: Operation) => boolean): Plan | undefined => {
    const shown = memory.onlyIn(value)
    const places = ({ parameters }: Operation) => parameters.filter(({ in: place }) => place === 'path')
    const possible = steps.filter(
      (operation) =>
        isHungry(operation) &&
        places(operation).every(({ name, schema }) => shown.pick({ name, schema, choice: 0 }, {}) !== undefined),
    )
    if (possible.length === 0) return undefined
    count++
    const operation = possible[count % possible.length] as Operation
    const [draft = { path: {}, query: {}, headers: {} }] = fc.sample(draftOf(api, operation, true), {
      seed: seed + count,
      numRuns: 1,
    })
    const moods = { path: 'seen', query: 'made', headers: 'made', body: count % 3 === 0 ? 'example' : 'seen' } as const
    return { operation, people: [person, ...byPower], draft, moods, manner: 'plain', choice: 1, shown }
  }
}
