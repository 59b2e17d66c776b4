import type { Entry, Ledger } from './ledger.ts'
import { newId, type Effect, type Kind, type Kinds, type StripeEvent, type StripeObject } from './objects.ts'
import { missing } from './refusal.ts'

/** The API version whose shapes the sandbox speaks: the one the installed SDK is pinned to. */
export const apiVersion = '2026-10-28.endive'

/** Who is asking, when, and under which key. */
export type Asked = {
  readonly requestId: string
  readonly key: string | undefined
  readonly nowMs: number
  readonly url: string
  /** Whether the webhook endpoint subscribed to a type of event. */
  readonly subscribed: (type: StripeEvent['type']) => boolean
}

/** What a handler sees of the world: what it reads, and what it wants to write. */
export type Call = {
  /** Unix seconds. */
  readonly now: number
  readonly url: string
  find(id: string): StripeObject | undefined
  /** The object, or a refusal: 404, or 400 where `param` names it. */
  get<K extends Kind>(kind: K, id: string, param?: string): Kinds[K]
  newest<K extends Kind>(kind: K): Iterable<Kinds[K]>
  put<T extends StripeObject>(object: T): T
  emit(type: StripeEvent['type'], object: StripeEvent['data']['object']): void
  effect(kind: Effect['kind'], intent: Kinds['payment_intent'], amount?: number): void
}

/** Opens a call. Its writes are seen by itself at once, and by nobody else until `entry` is committed. */
export function openCall(ledger: Ledger, asked: Asked): { readonly call: Call; readonly entry: Entry } {
  const objects: StripeObject[] = []
  const effects: Effect[] = []
  const now = Math.floor(asked.nowMs / 1_000)
  const find = (id: string) => objects.findLast((each) => each.id === id) ?? ledger.find(id)

  const call: Call = {
    now,
    url: asked.url,
    find,
    get<K extends Kind>(kind: K, id: string, param?: string) {
      const object = find(id)
      if (object?.object !== kind) throw missing(kind, id, param)
      return object as Kinds[K]
    },
    newest: (kind) => ledger.newest(kind),
    put(object) {
      objects.push(object)
      return object
    },
    emit(type, object) {
      objects.push({
        id: newId('evt'),
        object: 'event',
        api_version: apiVersion,
        created: now,
        data: { object },
        livemode: false,
        pending_webhooks: asked.subscribed(type) ? 1 : 0,
        request: { id: asked.requestId, idempotency_key: asked.key ?? null },
        type,
      })
    },
    effect(kind, { id: intent, currency, metadata, amount: whole }, amount = whole) {
      const at = new Date(asked.nowMs).toISOString()
      effects.push({ at, kind, amount, currency, intent, key: asked.key ?? null, request: asked.requestId, metadata })
    },
  }
  return { call, entry: { objects, effects } }
}
