import { group, optional, texts, type Fields, type Read } from './params.ts'
import { invalid } from './refusal.ts'
import type { Call } from './call.ts'

/** What a handler is given: the parameters it declared, and the id in the path (empty where there is none). */
export type Input<F extends Fields> = Read<F> & { readonly id: string }

/** One address of the API. */
export type Route = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Reads and checks the parameters; nothing has happened yet when this refuses. */
  prepare(form: Record<string, unknown>, id: string): (call: Call) => unknown
}

/** Declares an address: `route('POST /v1/refunds', { amount: optional(amount) }, (input, call) => …)`. */
export function route<F extends Fields>(
  address: `${'GET' | 'POST'} /v1/${string}`,
  fields: F,
  run: (input: Input<F>, call: Call) => object,
): Route {
  const [method, path] = address.split(' ') as ['GET' | 'POST', string]
  const read = group(fields)
  return {
    method,
    path,
    prepare({ expand, ...form }, id) {
      const paths = optional(texts)(expand, 'expand') ?? []
      if (paths.some((each) => each.split('.').length > 4)) {
        throw invalid('You cannot expand more than 4 levels of a property.', { param: 'expand' })
      }
      const input = { ...read(form, ''), id }
      return (call) => paths.reduce((body, each) => expanded(body, each.split('.'), call), run(input, call))
    },
  }
}

/** A copy in which the id at `path` is replaced by the object that it names. */
function expanded<T>(body: T, [name, ...rest]: readonly string[], call: Call): T {
  if (name === undefined) return body
  if (Array.isArray(body)) return body.map((each: unknown) => expanded(each, [name, ...rest], call)) as T
  const value = (body as Record<string, unknown>)[name]
  if (value === undefined) {
    throw invalid(`This property cannot be expanded (${name}).`, { param: 'expand' })
  }
  const whole = typeof value === 'string' ? call.find(value) : value
  if (value !== null && typeof whole !== 'object') {
    throw invalid(`This property cannot be expanded (${name}).`, { param: 'expand' })
  }
  return { ...body, [name]: Array.isArray(whole) || rest.length > 0 ? inside(whole, rest, call) : whole }
}

function inside(value: unknown, rest: readonly string[], call: Call): unknown {
  return typeof value === 'object' && value !== null ? expanded(value, rest, call) : value
}
