import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTradewind, type Tradewind } from 'tradewind-client'

/** The shop, and until when anybody waits for it. */
export type Shop = { readonly urls: { readonly api: string }; readonly signal: AbortSignal }

/** The shop's API, in the name of a token or in nobody's: as any client has it, knowing nothing of what is behind it. */
export function visit({ urls, signal }: Shop, token?: string): Tradewind {
  return createTradewind({
    baseUrl: urls.api,
    ...(token && { token }),
    fetch: (request) => fetch(request, { signal: AbortSignal.any([signal, request.signal]) }),
  })
}

/** Looks at, or tells, what stands in for the world outside: the payment provider and the mailbox. */
export async function outside<T>({ signal }: Shop, url: string, body?: object): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { signal, ...(body && { method: 'POST', headers, body: JSON.stringify(body) }) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  const text = await response.text()
  return JSON.parse(text || 'null') as T
}

/** Fails the step it stands in unless `held`; `what` says what should have been so. */
export function expect(held: unknown, what: string, seen?: unknown): asserts held {
  if (!held)
    throw new Error(`It should be so that ${what}${seen === undefined ? '' : `\n    but: ${JSON.stringify(seen)}`}`)
}

/** Looks again and again until there is something to see, for at most `seconds`. */
export async function eventually<T>(
  { signal }: Pick<Shop, 'signal'>,
  what: string,
  look: () => Promise<T | undefined>,
  seconds = 20,
): Promise<T> {
  const until = performance.now() + seconds * 1_000
  for (; performance.now() < until; await sleep(50, undefined, { signal })) {
    const seen = await look()
    if (seen !== undefined) return seen
  }
  throw new Error(`It should be so within ${seconds} s that ${what}`)
}

export const newKey = (): string => randomUUID()
