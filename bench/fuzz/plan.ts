import * as fc from 'fast-check'
import type { Api, Operation } from './document.ts'
import { anyMoods, type Draft, draftOf, type Moods } from './draft.ts'
import type { Person } from './people.ts'

/** What becomes of a draft: sent as it is, written otherwise, sent again, broken, or made odd; or an address from an answer is followed. */
export type Manner = 'plain' | 'respelled' | 'again' | 'at once' | 'followed' | 'broken' | 'odd'

/** One request to be sent, and by whom; the choices that are left are made by a number. */
export type Plan = {
  readonly operation: Operation
  readonly person: Person
  readonly draft: Draft
  readonly moods: Moods
  readonly manner: Manner
  readonly choice: number
}

const weights: Readonly<Record<Manner, number>> = {
  plain: 9,
  respelled: 1,
  again: 1,
  'at once': 1,
  followed: 1,
  broken: 6,
  odd: 2,
}

/** As often as this an operation is served, in each way that is described, before it waits for its turn like all others. */
const oftenEnough = 3

/** Plans without end: of three operations one that `done` says was hardly ever served, so that none is left out. */
export function planner(api: Api, people: readonly Person[], seed: number) {
  const { operations } = api
  const number = fc.noBias(fc.nat(operations.length - 1))
  const drawn = endless(fc.tuple(number, number, number), seed)
  const streams = operations.map((operation, index) =>
    endless(planOf(api, operation, people), seed + Math.imul(index + 1, 0x9e3779b1)),
  )
  return (done: (operation: Operation) => number): Plan => {
    const served = (index: number) => Math.min(done(operations[index] as Operation), oftenEnough)
    const index = drawn.next().value.reduce((least, other) => (served(other) < served(least) ? other : least))
    const stream = streams[index]
    if (!stream) throw new Error('The document describes no operation')
    return stream.next().value
  }
}

const atATime = 50

function* endless<T>(arbitrary: fc.Arbitrary<T>, seed: number): Generator<T, never> {
  for (let round = 0; ; round++) yield* fc.sample(arbitrary, { seed: seed + round, numRuns: atATime })
}

function planOf(api: Api, operation: Operation, people: readonly Person[]): fc.Arbitrary<Plan> {
  // What others need comes as often as all the rest: most of it refuses whom it does not know.
  const person = fc.oneof(
    ...people.map((one) => ({
      weight: one.mayEverything ? 5 : one.isKnown ? 2 : 1,
      arbitrary: fc.constant(one),
    })),
  )
  const manner = fc.oneof(
    ...Object.entries(weights).map(([manner, weight]) => ({ weight, arbitrary: fc.constant(manner as Manner) })),
  )
  return fc.record({
    operation: fc.constant(operation),
    person,
    draft: draftOf(api, operation),
    moods: anyMoods,
    manner,
    choice: fc.noBias(fc.nat()),
  })
}
