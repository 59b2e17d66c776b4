import type { InjectOptions } from 'fastify'
import { exampleOf } from '#subjects/examples.ts'
import { newId } from '#subjects/id.ts'
import { readCart } from '#subjects/carts.ts'
import type { OutputOf } from '#subjects/subject.ts'
import { type Route, splitInput } from './route.ts'

type Members = Readonly<Record<string, unknown>>

/** The request that a route's example makes, with everything it needs besides who is asking. */
export function exampleRequest(route: Route): InjectOptions & { url: string; headers: Record<string, string> } {
  const input = exampleOf(route.subject).input as Members
  const { query, body } = splitInput(route)
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])))
  const search = new URLSearchParams(
    Object.entries(only(input, query)).map(([name, value]): [string, string] => [name, String(value)]),
  )
  const headers = {
    ...(route.subject.idempotencyKey && { 'idempotency-key': newId('key') }),
    ...(route.subject.conditional && { 'if-match': '*' }),
  }
  return {
    method: route.method,
    url: search.size > 0 ? `${path}?${search.toString()}` : path,
    headers,
    ...(body && { payload: only(input, body) }),
  }
}

const only = (input: Members, { properties }: { readonly properties: object }): Record<string, unknown> =>
  Object.fromEntries(Object.entries(input).filter(([name]) => name in properties))

const nothing = { amount: 0, currency: 'EUR' }

/** What somebody is shown who has put nothing into their cart. */
export const emptyCart: OutputOf<typeof readCart> = {
  ...exampleOf(readCart).output,
  id: null,
  lines: [],
  subtotal: nothing,
  tax: nothing,
  total: nothing,
  version: 0,
}
