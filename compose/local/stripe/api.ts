import { setTimeout as sleep } from 'node:timers/promises'
import findMyWay from 'find-my-way'
import { defaultSlowMs, failEarly, failLate, type FaultScript, type Target } from './faults.ts'
import { parseForm } from './params.ts'
import { perform, type Parts } from './perform.ts'
import { apiError, lockTimeout, unauthenticated, unknownUrl } from './refusal.ts'
import { refusalOf, type Reply } from './reply.ts'
import { balance } from './resources/balance.ts'
import { charges } from './resources/charges.ts'
import { customers } from './resources/customers.ts'
import { disputes } from './resources/disputes.ts'
import { events } from './resources/events.ts'
import { paymentIntents } from './resources/payment-intents.ts'
import { paymentMethods } from './resources/payment-methods.ts'
import { refunds } from './resources/refunds.ts'
import { setupIntents } from './resources/setup-intents.ts'
import type { Route } from './route.ts'

/** The whole API: a new resource is a file and a line here. */
const routes: readonly Route[] = [
  ...paymentIntents,
  ...charges,
  ...refunds,
  ...customers,
  ...paymentMethods,
  ...setupIntents,
  ...disputes,
  ...balance,
  ...events,
]

/** A request as it came in. */
export type ApiRequest = {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly query: string
  readonly body: string
  readonly key: string | undefined
  readonly authorization: string | undefined
}

/** Answers requests the way Stripe does: who is it, what is asked, was it asked before, do it, remember the answer. */
export function openApi(parts: Parts) {
  const router = findMyWay({ ignoreTrailingSlash: true })
  for (const each of routes) router.on(each.method, each.path, () => undefined, each)
  const locked = new Set<string>()

  const answer = async (request: ApiRequest): Promise<Reply> => {
    requireTestKey(request.authorization)
    const { method, path, body, query } = request
    const found = method === 'GET' || method === 'POST' ? router.find(method, path) : null
    if (!found) throw unknownUrl(method, path)
    const id = found.params['id'] ?? ''
    const form = parseForm(method === 'GET' ? query : body)
    const named = form['payment_intent'] ?? form['charge']
    const object = id || (typeof named === 'string' ? named : '')
    const fault = parts.faults.take(() => targetOf(request, form, parts.ledger.find(object)))
    const early = fault && failEarly(fault)
    if (early) return early

    const key = method === 'POST' ? request.key : undefined
    using held = key === undefined ? undefined : parts.idempotency.hold(key, request)
    if (held?.earlier) {
      const { status, body } = held.earlier
      return failLate({ status, body, headers: { 'Idempotent-Replayed': 'true' } }, fault)
    }
    const run = (found.store as Route).prepare(form, id)
    if (method === 'POST') await takeTime(object, fault)
    else if (fault?.do === 'slow') await sleep(fault.ms ?? defaultSlowMs)
    const broken = fault?.do === '500_after' ? apiError(true) : undefined
    const asked = { requestId: request.id, key, print: held?.print }
    return failLate(await perform(parts, asked, run, broken), fault)
  }

  /** Real work takes a while, and meanwhile its object is taken. */
  const takeTime = async (object: string, fault: FaultScript | undefined) => {
    const ms = fault?.do === 'slow' ? (fault.ms ?? defaultSlowMs) : parts.delayMs
    if (locked.has(object)) throw lockTimeout()
    if (ms === 0) return
    if (object !== '') locked.add(object)
    await sleep(ms)
    locked.delete(object)
  }

  return async (request: ApiRequest): Promise<Reply> => {
    const reply = await answer(request).catch((error: unknown) => refusalOf(error))
    return { ...reply, headers: { 'Request-Id': request.id, ...reply.headers } }
  }
}

function requireTestKey(authorization = ''): void {
  const key = authorization.replace(/^Bearer /, '')
  if (key === '') throw unauthenticated('You did not provide an API key. Send it as `Authorization: Bearer sk_test_…`.')
  if (key.startsWith('sk_live_')) {
    throw unauthenticated(
      'This is a local sandbox, not Stripe: it refuses live keys. Keep yours secret, use sk_test_….',
    )
  }
  if (!key.startsWith('sk_test_')) throw unauthenticated(`Invalid API Key provided: ${key.slice(0, 8)}***`)
}

function targetOf(
  { method, path, key }: ApiRequest,
  form: Record<string, unknown>,
  object: object | undefined,
): Target {
  const { metadata = {} }: { metadata?: unknown } = form['metadata'] ? form : (object ?? {})
  const paymentMethod = form['payment_method']
  return {
    method,
    path,
    key,
    paymentMethod: typeof paymentMethod === 'string' ? paymentMethod : undefined,
    metadata: metadata as Target['metadata'],
  }
}
