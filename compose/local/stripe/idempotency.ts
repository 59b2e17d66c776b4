import { hash } from 'node:crypto'
import type { Ledger, StoredReply } from './ledger.ts'
import { invalid, keyInUse, keyReused } from './refusal.ts'

/** A request under a key, while it runs. */
export type Held = Disposable & {
  /** The answer of an earlier request under this key. */
  readonly earlier: StoredReply | undefined
  readonly print: string
}

/** Stripe's rules: one key, one set of parameters, one execution at a time, and one answer for `ttlMs`. */
export function openIdempotency(ledger: Ledger, ttlMs: number, now: () => number) {
  const running = new Set<string>()
  return {
    hold(key: string, request: { method: string; path: string; body: string }): Held {
      if (key.length > 255) throw invalid('Idempotency keys can be up to 255 characters long.')
      forgetOld(ledger, now() - ttlMs)
      const print = printOf(request)
      const earlier = ledger.replies.get(key)
      if (earlier && earlier.print !== print) throw keyReused(key)
      if (running.has(key)) throw keyInUse(key)
      running.add(key)
      return { earlier, print, [Symbol.dispose]: () => running.delete(key) }
    },
  }
}

export type Idempotency = ReturnType<typeof openIdempotency>

/** Parameters are the same in whatever order they come. */
function printOf({ method, path, body }: { method: string; path: string; body: string }): string {
  return hash('sha256', `${method} ${path} ${body.split('&').sort().join('&')}`, 'base64')
}

function forgetOld({ replies }: Ledger, before: number): void {
  for (const [key, { at }] of replies) {
    if (at > before) return
    replies.delete(key)
  }
}
