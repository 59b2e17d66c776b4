import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

/** An answer as it came. `body` is what the caller takes its JSON for, and a problem (RFC 9457) if the status says so. */
export type Answer<T> = {
  readonly status: number
  readonly headers: Headers
  readonly body: T & { readonly code?: string }
}

export type Call = {
  readonly token?: string
  readonly body?: unknown
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The shop, and until when anybody waits for it. */
export type Shop = { readonly urls: { readonly api: string }; readonly signal: AbortSignal }

/** Talks to the shop, or to a whole URL, as any client would: over HTTP, knowing nothing of what is behind it. */
export async function call<T>(
  { urls, signal }: Shop,
  line: string,
  { token, body, key, headers }: Call = {},
): Promise<Answer<T>> {
  const [method = 'GET', path = '/'] = line.split(' ')
  const response = await fetch(new URL(path, urls.api), {
    method,
    signal,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(key && { 'idempotency-key': key }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: (text ? JSON.parse(text) : {}) as Answer<T>['body'],
  }
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
