import type { Surroundings } from './attempt.ts'
import type { Api, Parameter, Schema } from './document.ts'
import { completed, type Draft, type Fits, isValid } from './draft.ts'
import type { Answer } from './judge.ts'
import type { Person } from './people.ts'
import type { Plan } from './plan.ts'
import type { Mood } from './values.ts'

type Members = Record<string, unknown>

/**
 * The same request without what its refusal points at, or with something else there: who reads what is wrong comes further.
 * Undefined if that leads to no valid request.
 */
export function mended(
  { api, fits, memory }: Surroundings,
  { operation, draft: planned, moods }: Plan,
  { draft, person, answer, mood }: { draft: Draft; person: Person; answer: Answer; mood: Mood },
): Draft | undefined {
  const pointers = pointersOf(answer)
  if (!operation.body || pointers.length === 0 || draft.raw) return undefined
  const other = completed(planned, memory.seenBy(person), { ...moods, body: mood })
  const body: unknown = structuredClone(draft.body)
  for (const pointer of pointers) {
    const steps = pointer.split('/').slice(1)
    change(api, operation.body.schema, { at: body, other: other.body, steps })
  }
  const found = { ...draft, body, headers: { ...draft.headers, ...renamed(operation.parameters, draft, fits) } }
  return isValid(operation, found, fits) ? found : undefined
}

function pointersOf({ status, text }: Answer): readonly string[] {
  if (status !== 409 && status !== 422) return []
  const { errors = [] } = JSON.parse(text) as { errors?: readonly { readonly pointer: string }[] }
  return errors.map(({ pointer }) => pointer)
}

type Place = { readonly at: unknown; readonly other: unknown; readonly steps: readonly string[] }

/** Takes out what need not be there, and else puts in what another way to fill the request has there. */
function change(api: Api, given: Schema, { at, other, steps: [step = '', ...deeper] }: Place): void {
  if (typeof at !== 'object' || at === null || !(step in at)) return
  const schema = api.resolve(given)
  const there = at as Members
  const instead = (other as Members | undefined)?.[step]
  if (deeper.length > 0) {
    const inside = schema.items ?? schema.properties?.[step] ?? {}
    change(api, inside, { at: there[step], other: instead, steps: deeper })
  } else if (schema.properties && !schema.required?.includes(step)) delete there[step]
  else if (instead !== undefined) there[step] = instead
}

/** Another command has another key. */
function renamed(parameters: readonly Parameter[], { headers }: Draft, fits: Fits): Members {
  const keys = parameters.filter(({ name }) => name === 'Idempotency-Key')
  return Object.fromEntries(
    keys.flatMap(({ name, schema }) => {
      const key = String(headers[name])
      const other = [`${key}2`, `${key.slice(0, -1)}2"`].find((one) => fits(schema, one))
      return other === undefined ? [] : [[name, other]]
    }),
  )
}
