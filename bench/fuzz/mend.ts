import { setTimeout as sleep } from 'node:timers/promises'
import * as fc from 'fast-check'
import { type Attempt, expectationOf, type Surroundings } from './attempt.ts'
import type { Api, Parameter, Schema } from './document.ts'
import { completed, type Draft, type Fits, isValid } from './draft.ts'
import type { Answer } from './judge.ts'
import type { Person } from './people.ts'
import type { Plan } from './plan.ts'
import { conforming, filled, type Mood } from './values.ts'

type Members = Record<string, unknown>

/** What is left to be tried with one plan. */
export const remedies = ({ people }: Plan) => ({
  people: new Set(people),
  momentsMs: [100, 400, 1_600],
  moods: ['seen', 'made'] as Mood[],
})

type Refused = { readonly tried: Attempt; readonly answer: Answer; readonly used: ReturnType<typeof remedies> }

/**
 * What may help against a refusal: somebody else, if it was about who asked; a moment, if it may go away by itself; or something
 * else where it points at. Undefined if nothing is left to try.
 */
export async function remedy(known: Surroundings, plan: Plan, refused: Refused): Promise<Partial<Attempt> | undefined> {
  const { tried, answer, used } = refused
  used.people.delete(tried.person)
  if (answer.status === 401 || answer.status === 403) return someoneElse(known, plan, { tried, people: used.people })
  if (answer.status !== 409 && answer.status !== 422) return undefined
  const { retryable = false } = JSON.parse(answer.text) as { retryable?: boolean }
  if (retryable) return later(used.momentsMs.shift())
  const mood = used.moods.shift()
  const draft = mood && mended(known, plan, { tried, answer, mood })
  return draft && { draft, rule: 'mended' }
}

const later = (ms: number | undefined) => (ms === undefined ? undefined : sleep(ms, { rule: 'a moment later' }))

type Turned = { readonly tried: Attempt; readonly people: ReadonlySet<Person> }

function someoneElse({ memory }: Surroundings, { operation }: Plan, { tried: { expectation }, people }: Turned) {
  const person = [...people].find((other) => memory.isWelcome(operation, other))
  return person && { person, ...(expectation.kind === 'valid' && { expectation: expectationOf(operation, person) }) }
}

/**
 * The same request with something else where its refusal points at, or with nothing there, or with what was missing: who reads
 * what is wrong comes further. Undefined if that leads to no valid request.
 */
function mended(
  { api, fits, memory }: Surroundings,
  { operation, draft: planned, moods, choice }: Plan,
  { tried: { draft, person }, answer, mood }: Pick<Refused, 'tried' | 'answer'> & { mood: Mood },
): Draft | undefined {
  const pointers = pointersOf(answer)
  if (!operation.body || pointers.length === 0 || draft.raw) return undefined
  const seen = memory.seenBy(person)
  const other = completed(planned, seen, { ...moods, body: mood })
  const make = (schema: Schema) => {
    const [made] = fc.sample(conforming(api, schema), { seed: choice, numRuns: 1 })
    return filled(made, seen, mood)
  }
  const body: unknown = structuredClone(draft.body)
  for (const pointer of pointers) {
    const steps = pointer.split('/').slice(1)
    change(api, operation.body.schema, { at: body, other: other.body, steps, make })
  }
  const found = { ...draft, body, headers: { ...draft.headers, ...renamed(operation.parameters, draft, fits) } }
  return isValid(operation, found, fits) ? found : undefined
}

function pointersOf({ text }: Answer): readonly string[] {
  const { errors = [] } = JSON.parse(text) as { errors?: readonly { readonly pointer: string }[] }
  return errors.map(({ pointer }) => pointer)
}

type Place = {
  readonly at: unknown
  readonly other: unknown
  readonly steps: readonly string[]
  readonly make: (schema: Schema) => unknown
}

/** Takes out what need not be there, puts in what is not, and else what another way to fill the request has there. */
function change(api: Api, given: Schema, { at, other, steps: [step = '', ...deeper], make }: Place): void {
  if (typeof at !== 'object' || at === null) return
  const schema = api.resolve(given)
  const there = at as Members
  const instead = (other as Members | undefined)?.[step]
  if (deeper.length > 0) {
    const inside = schema.items ?? schema.properties?.[step] ?? {}
    change(api, inside, { at: there[step], other: instead, steps: deeper, make })
  } else if (!(step in there)) {
    const missing = schema.properties?.[step]
    if (missing) there[step] = make(missing)
  } else if (schema.properties && !schema.required?.includes(step)) delete there[step]
  else if (instead !== undefined) there[step] = instead
}

/** Another command has another key. */
function renamed(parameters: readonly Parameter[], { headers }: Draft, fits: Fits): Members {
  const keys = parameters.filter(({ name }) => name === 'Idempotency-Key' && headers[name] !== undefined)
  return Object.fromEntries(
    keys.flatMap(({ name, schema }) => {
      const key = String(headers[name])
      const other = [`${key}2`, `${key.slice(0, -1)}2"`].find((one) => fits(schema, one))
      return other === undefined ? [] : [[name, other]]
    }),
  )
}
