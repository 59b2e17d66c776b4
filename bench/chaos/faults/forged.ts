import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Fault, atOnce, momentary } from '../fault.ts'

const signed = (body: string, secret: string, atS: number) =>
  `t=${atS},v1=${createHmac('sha256', secret).update(`${atS}.${body}`).digest('hex')}`

/** Every way in which a webhook is not Stripe's, at both gateways: whoever takes one is not to be trusted with money. */
export const forged: Fault = {
  rows: ['F48'],
  what: 'forged, unsigned, altered and outdated webhooks',
  strikes: ['webhooks'],
  lastsS: atOnce,
  begin: async ({ apis, urls }) => {
    const secret = urls.variables['STRIPE_WEBHOOK_SECRETS'] ?? ''
    const body = JSON.stringify({ id: 'evt_forged', object: 'event', type: 'payment_intent.succeeded', data: {} })
    const nowS = Math.floor(Date.now() / 1_000)
    const signatures = [
      undefined,
      'nonsense',
      signed(body, 'whsec_of_somebody', nowS),
      signed(`${body} `, secret, nowS),
      signed(body, secret, nowS - 400),
    ]
    for (const api of apis)
      for (const signature of signatures) {
        const headers = { 'content-type': 'application/json', ...(signature && { 'stripe-signature': signature }) }
        const status = await statusOf(`${api}/webhooks/stripe`, { method: 'POST', headers, body })
        if (status !== 400) throw new Error(`a webhook signed ${signature} was answered ${status}`)
      }
    return momentary
  },
}

const patienceMs = 15_000

/** What a gateway answers that is not in trouble of its own, as it may be just now. */
async function statusOf(url: string, request: RequestInit): Promise<number | undefined> {
  for (const until = performance.now() + patienceMs; ; await sleep(200)) {
    const answer = await fetch(url, request).catch(() => undefined)
    await answer?.body?.cancel().catch(() => {})
    const passes = !answer || answer.status >= 500 || answer.status === 429
    if (!passes || performance.now() > until) return answer?.status
  }
}
