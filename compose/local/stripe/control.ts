import findMyWay from 'find-my-way'
import { Compile } from 'typebox/compile'
import { type ControlRequest, type Handler, parseJson, wrong } from './control-request.ts'
import { FaultScript } from './faults.ts'
import type { Effect, Kind } from './objects.ts'
import { parseForm } from './params.ts'
import type { RequestLog } from './http.ts'
import { offerPeople } from './people.ts'
import type { Parts } from './perform.ts'
import { missing } from './refusal.ts'
import type { Reply } from './reply.ts'
import { WebhookFault } from './webhook-faults.ts'
import type { Webhooks } from './webhooks.ts'

/** What the sandbox offers beside Stripe's API: its ledger, its faults, whoever else has a say, a page. */
export type Control = Parts & {
  readonly webhooks: Webhooks | undefined
  readonly requests: readonly RequestLog[]
  readonly page: string
}

const faultScript = Compile(FaultScript)
const webhookFault = Compile(WebhookFault)

/** Answers `/` and `/sandbox/…`. */
export function openControl(control: Control) {
  const { ledger, faults, webhooks, page } = control
  const router = findMyWay()
  const on = (method: 'GET' | 'POST' | 'DELETE', path: string, handle: Handler) =>
    router.on(method, path, () => undefined, handle)

  on('GET', '/', () => ({ status: 200, body: page, headers: { 'Content-Type': 'text/html; charset=utf-8' } }))
  on('GET', '/sandbox/state', () => ok(stateOf(control)))
  on('GET', '/sandbox/ledger', ({ query }) => ok({ effects: ledger.effects.filter(matching(parseForm(query))) }))
  on('GET', '/sandbox/keys', () => ok({ keys: [...ledger.replies.keys()] }))
  on('GET', '/sandbox/requests', () => ok({ requests: control.requests }))
  on('GET', '/sandbox/faults', () => ok({ faults: faults.list() }))
  on('DELETE', '/sandbox/faults', () => {
    faults.clear()
    webhooks?.faults.clear()
    return ok({ faults: [] })
  })
  on('POST', '/sandbox/faults', ({ body }) => {
    const script = parseJson(body)
    if (!faultScript.Check(script)) return wrong('A fault is {match?, do, times?, ms?}', faultScript.Errors(script))
    faults.add(script)
    return { status: 201, body: { faults: faults.list() } }
  })
  on('POST', '/sandbox/webhooks/faults', ({ body }) => {
    const fault = parseJson(body)
    if (!webhookFault.Check(fault)) return wrong('A fault is {type?, do, times?, ms?}', webhookFault.Errors(fault))
    webhooks?.faults.add(fault)
    return { status: 201, body: { faults: webhooks?.faults.list() ?? [] } }
  })
  on('GET', '/sandbox/webhooks', () => ok({ deliveries: webhooks?.list() ?? [] }))
  on('POST', '/sandbox/webhooks/:name/redeliver', ({ name }) => {
    const event = ledger.find(name)
    if (event?.object !== 'event') throw missing('event', name)
    if (!webhooks) return { status: 409, body: { error: { message: 'No webhook endpoint is configured.' } } }
    webhooks.send([event])
    return { status: 202, body: { event: name } }
  })
  offerPeople(on, control)

  return (request: ControlRequest): Reply | Promise<Reply> => {
    const found = router.find(request.method as 'GET', request.path)
    if (!found) return { status: 404, body: { error: { message: `The sandbox has nothing at ${request.path}` } } }
    return (found.store as Handler)({ ...request, name: found.params['name'] ?? '' })
  }
}

const ok = (body: unknown): Reply => ({ status: 200, body })

/** What the page shows: the newest fifty of each. */
function stateOf({ ledger, webhooks, url }: Control) {
  const newest = (kind: Kind) => Iterator.from(ledger.newest(kind)).take(50).toArray()
  return {
    sandbox: true,
    url,
    intents: newest('payment_intent'),
    charges: newest('charge'),
    refunds: newest('refund'),
    disputes: newest('dispute'),
    setups: newest('setup_intent'),
    balance: newest('balance_transaction'),
    webhooks: webhooks?.list().slice(-50).toReversed() ?? [],
  }
}

/** `?intent=pi_…&metadata[order_id]=…` keeps the effects that have all of it. */
function matching({ metadata = {}, ...fields }: Record<string, unknown>): (effect: Effect) => boolean {
  return (effect) =>
    Object.entries(fields).every(([name, value]) => String(Reflect.get(effect, name)) === value) &&
    Object.entries(metadata as object).every(([name, value]) => effect.metadata[name] === value)
}
