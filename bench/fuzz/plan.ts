import * as fc from 'fast-check'
import type { Api, Operation } from './document.ts'
import { anyMoods, type Draft, draftOf, type Moods } from './draft.ts'
import type { Person } from './people.ts'
import type { Seen } from './seen.ts'

/** What becomes of a draft: sent as it is, written otherwise, sent again, broken, or made odd; or an address from an answer is followed. */
export type Manner = 'plain' | 'respelled' | 'again' | 'at once' | 'followed' | 'broken' | 'odd'

/** One request to be sent; the choices that are left are made by a number. */
export type Plan = {
  readonly operation: Operation
  /** Who may send it, first those who should. */
  readonly people: readonly Person[]
  readonly draft: Draft
  readonly moods: Moods
  readonly manner: Manner
  readonly choice: number
  /** What it is about, if it was planned for something that an answer showed. */
  readonly shown?: Seen
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
export const oftenEnough = 3

/** What adds is half of the time drawn before what reads, and that before what takes away: others need what is there. */
const liveliness: Readonly<Record<string, number>> = { POST: 0.2, PUT: 0.2, PATCH: 0.1, DELETE: -0.1 }

/** Plans without end: of three operations one that `done` says was hardly ever served, so that none is left out. */
export function planner(api: Api, people: readonly Person[], seed: number) {
  const { operations } = api
  const number = fc.noBias(fc.nat(operations.length - 1))
  const drawn = endless(fc.tuple(fc.tuple(number, number, number), fc.boolean()), seed)
  const streams = operations.map((operation, index) =>
    endless(planOf(api, operation, people), seed + Math.imul(index + 1, 0x9e3779b1)),
  )
  return (done: (operation: Operation) => number): Plan => {
    const [candidates, isBusy] = drawn.next().value
    const eagerness = (index: number) => {
      const operation = operations[index] as Operation
      return (isBusy ? (liveliness[operation.method] ?? 0) : 0) - Math.min(done(operation), oftenEnough)
    }
    const index = candidates.reduce((best, other) => (eagerness(other) > eagerness(best) ? other : best))
    const stream = streams[index]
    if (!stream) throw new Error('The document describes no operation')
    return stream.next().value
  }
}

/**
 * What the document shows of each operation, sent by everybody who is known: first as it stands there, and then, twice, to what
 * was seen meanwhile. Examples tell a story, and whoever sends them finds things under way.
 */
export function openings(api: Api, people: readonly Person[], seed: number): readonly Plan[] {
  const known = people.filter(({ isKnown }) => isKnown)
  const telling = api.operations.filter(({ method }) => method !== 'DELETE')
  return (['example', 'seen', 'seen'] as const).flatMap((path, round) =>
    telling.flatMap((operation) => {
      const drafts = fc.sample(draftOf(api, operation, true), { seed: seed + round, numRuns: known.length })
      return known.map((person, index): Plan => {
        const draft = { path: {}, headers: {}, ...drafts[index], query: {} }
        const moods = { path, query: path, headers: 'made', body: 'example' } as const
        return { operation, people: [person], draft, moods, manner: 'plain', choice: index }
      })
    }),
  )
}

const atATime = 50

function* endless<T>(arbitrary: fc.Arbitrary<T>, seed: number): Generator<T, never> {
  for (let round = 0; ; round++) yield* fc.sample(arbitrary, { seed: seed + round, numRuns: atATime })
}

function planOf(api: Api, operation: Operation, people: readonly Person[]): fc.Arbitrary<Plan> {
  const person = fc.oneof(
    ...people.map((one) => ({
      weight: one.mayEverything ? 3 : one.isKnown ? 2 : 1,
      arbitrary: fc.constant(one),
    })),
  )
  const manner = fc.oneof(
    ...Object.entries(weights).map(([manner, weight]) => ({ weight, arbitrary: fc.constant(manner as Manner) })),
  )
  return fc.record({
    operation: fc.constant(operation),
    people: fc.oneof(
      { weight: 3, arbitrary: fc.array(person, { minLength: 6, maxLength: 6 }) },
      { weight: 1, arbitrary: fc.tuple(person) },
    ),
    draft: draftOf(api, operation),
    moods: anyMoods,
    manner,
    choice: fc.noBias(fc.nat()),
  })
}
