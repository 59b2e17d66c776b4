import * as fc from 'fast-check'
import { oftenEnough } from './coverage.ts'
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
  readonly thread?: Thread
}

/** Something that an answer showed, to whom, and what was tried with it since. */
export type Thread = { readonly shown: Seen; readonly person: Person; readonly tried: readonly Operation[] }

const weights: Readonly<Record<Manner, number>> = {
  plain: 9,
  respelled: 1,
  again: 1,
  'at once': 1,
  followed: 1,
  broken: 6,
  odd: 2,
}

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

/** What makes something comes before what looks at it. What takes away is no part of the story. */
const tellingOrder = ['PUT', 'POST', 'PATCH', 'GET']

/** Where the values of paths and bodies come from. */
export type Telling = Pick<Moods, 'path' | 'body'>

/**
 * What the document shows of each operation, sent by everybody who is known, in each of these ways. Examples tell a story, and
 * whoever sends them finds things under way.
 */
export function openings(api: Api, people: readonly Person[], { seed, ways }: Opening): readonly Plan[] {
  const known = people.filter(({ isKnown }) => isKnown)
  const story = tellingOrder.flatMap((method) => api.operations.filter((operation) => operation.method === method))
  return story.flatMap((operation) => {
    // Without a body there is nothing of it to be varied.
    const several = operation.body ? ways : ways.slice(-1)
    const sendings = several.flatMap((way) => known.map((person) => ({ ...way, person })))
    const drafts = fc.sample(draftOf(api, operation, true), { seed, numRuns: sendings.length })
    return sendings.map(({ path, body, person }, index): Plan => {
      const draft = { path: {}, headers: {}, ...drafts[index], query: {} }
      const moods = { path, query: path, headers: 'made', body } as const
      return { operation, people: [person], draft, moods, manner: 'plain', choice: index }
    })
  })
}

type Opening = { readonly seed: number; readonly ways: readonly Telling[] }

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
