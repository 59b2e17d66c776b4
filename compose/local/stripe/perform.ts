import { openCall, type Asked, type Call } from './call.ts'
import type { Faults } from './faults.ts'
import type { Idempotency } from './idempotency.ts'
import type { Ledger } from './ledger.ts'
import type { StripeEvent } from './objects.ts'
import { Refusal } from './refusal.ts'
import { refusalOf, type Reply } from './reply.ts'

/** What the API works with. */
export type Parts = {
  readonly ledger: Ledger
  readonly faults: Faults
  readonly idempotency: Idempotency
  readonly delayMs: number
  readonly now: () => number
  readonly url: string
  readonly subscribed: (type: StripeEvent['type']) => boolean
  readonly publish: (events: readonly StripeEvent[]) => void
}

/** Runs a handler and commits what it wrote, together with the answer that its key will give from now on. */
export async function perform(
  { ledger, url, now, subscribed, publish }: Parts,
  { print, ...asker }: Pick<Asked, 'requestId' | 'key'> & { readonly print?: string | undefined },
  run: (call: Call) => unknown,
  broken?: Refusal,
): Promise<Reply> {
  const nowMs = now()
  const { call, entry } = openCall(ledger, { ...asker, nowMs, url, subscribed })
  const reply = attempt(() => run(call), broken)
  const { key } = asker
  const { status, body } = reply
  const stored = key !== undefined && print !== undefined ? { key, print, at: nowMs, status, body } : undefined
  if (entry.objects.length > 0 || stored) {
    const committed = ledger.commit({ ...entry, ...(stored && { reply: stored }) })
    publish(entry.objects.filter((each) => each.object === 'event' && each.pending_webhooks > 0) as StripeEvent[])
    await committed
  }
  return reply
}

/** A refusal that is not pinned leaves the ledger untouched; any other is an answer like every other. */
function attempt(run: () => unknown, broken: Refusal | undefined): Reply {
  try {
    const body = run()
    return broken ? refusalOf(broken) : { status: 200, body }
  } catch (error) {
    if (error instanceof Refusal && error.pinned) return refusalOf(broken ?? error)
    throw error
  }
}
