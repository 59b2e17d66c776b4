import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { type SandboxOptions, startStripeSandbox } from '#compose/local/stripe/server.ts'
import { payments as rows } from '#db/payments/schema.ts'
import type { Asker } from '#subjects/bus.ts'
import type { Caller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { authorizePayment, capturePayment, receiveWebhook, voidPayment } from '#subjects/payments.ts'
import { Problem } from '#subjects/problem.ts'
import { startWorld } from '../world.ts'
import { payments } from './actor.ts'
import { brokenLaws } from '../test-laws.ts'

type Effect = { kind: string; amount: number; intent: string; metadata: Record<string, string> }
type Request = { method: string; path: string; key: string | null; status: number; fault: string | null }

const secret = 'whsec_test'

/** The payments actor in a world of its own, and a Stripe to go with it that is at the test's command. */
export async function startPayments({ webhooks = false, ...options }: SandboxOptions & { webhooks?: boolean } = {}) {
  await using opening = new AsyncDisposableStack()
  const hook = opening.use(await startHook())
  const sandbox = opening.use(
    await startStripeSandbox({
      ...(webhooks && { webhookUrl: hook.url, webhookSecret: secret, webhookRetryMs: Array(50).fill(100) }),
      ...options,
    }),
  )
  const env = {
    STRIPE_SECRET_KEY: 'sk_test_world',
    STRIPE_API_URL: sandbox.url,
    STRIPE_WEBHOOK_SECRETS: `whsec_next,${secret}`,
    STRIPE_TIMEOUT_MS: 400,
  }
  const world = opening.use(await startWorld([payments], { env }))
  hook.deliverTo(world.as(edge))
  const opened = opening.move()

  const post = (path: string, body: object) =>
    fetch(`${sandbox.url}/sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) })
  const get = async <T>(path: string) => (await fetch(`${sandbox.url}/sandbox/${path}`)).json() as Promise<T>
  return {
    world,
    sandbox,
    tools: world.tools,
    edge: world.as(edge),
    db: world.db('payments'),
    row: async (orderId: string) => {
      const [row] = await world.db('payments').select().from(rows).where(eq(rows.orderId, orderId))
      if (!row) throw new Error(`There is no payment of ${orderId}`)
      return row
    },
    /** Scripts the next failure of the provider. */
    fault: (script: object) => post('faults', script),
    heal: () => fetch(`${sandbox.url}/sandbox/faults`, { method: 'DELETE' }),
    /** What the customer's bank says after a 3-D Secure challenge. */
    authenticate: (intentId: string | null, outcome: 'succeed' | 'fail') =>
      post(`payment_intents/${intentId}/authenticate`, { outcome }),
    /** The same, of anything that a bank may ask its customer about. */
    atBank: (object: string, outcome: 'succeed' | 'fail') => post(`${object}/authenticate`, { outcome }),
    /** What happens at the provider without us. */
    outside: (path: string, body: object = {}) => post(path, body),
    effectsOf: async (intentId: string) =>
      (await get<{ effects: Effect[] }>(`ledger?intent=${intentId}`)).effects.map(({ kind }) => kind),
    effects: async (orderId: string) =>
      (await get<{ effects: Effect[] }>(`ledger?metadata[order_id]=${orderId}`)).effects.map(({ kind }) => kind),
    requests: async () => (await get<{ requests: Request[] }>('requests')).requests,
    expectBooksToAgree: async () => {
      expect(await brokenLaws('payments', world.db('payments'))).toEqual({})
      expectSame(await world.db('payments').select().from(rows), (await get<{ effects: Effect[] }>('ledger')).effects)
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

export type PaymentsWorld = Awaited<ReturnType<typeof startPayments>>

const edge: Caller = { id: 'anonymous', role: 'anonymous', via: 'edge' }

export const anOrder = (paymentMethod = 'pm_card_visa') => ({
  orderId: newId('ord'),
  customerId: newId('usr'),
  amount: { amount: 4_999, currency: 'EUR' },
  paymentMethod,
})

export const authorize = (asker: Asker, order: ReturnType<typeof anOrder>) => asker.request(authorizePayment, order)
export const capture = (asker: Asker, { orderId }: { orderId: string }) => asker.request(capturePayment, { orderId })
export const letGo = (asker: Asker, { orderId }: { orderId: string }) => asker.request(voidPayment, { orderId })

/** Asks again while the answer is that it is not known yet, as a saga does. */
export async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof Problem) || error.body.status < 500 || tries === 80) throw error
      await sleep(100)
    }
  }
}

/** Waits for something that happens by itself. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  await expect.poll(() => check().then(() => 'held', String), { timeout: 15_000, interval: 50 }).toBe('held')
}

/** What the sandbox has to report, as it would send it. */
export async function reports({ sandbox }: PaymentsWorld): Promise<string[]> {
  const headers = { authorization: 'Bearer sk_test_world' }
  const answer = await fetch(`${sandbox.url}/v1/events?limit=100`, { headers })
  const { data } = (await answer.json()) as { data: object[] }
  return data.map((event) => JSON.stringify(event))
}

/** As the provider signs what it reports. */
export function signed(payload: string, { key = secret, ageSeconds = 0 } = {}) {
  const time = Math.floor(Date.now() / 1_000) - ageSeconds
  const signature = `t=${time},v1=${createHmac('sha256', key).update(`${time}.${payload}`).digest('hex')}`
  return { payload, signature }
}

/** The provider's ledger is the oracle: every payment there is one of ours, with the same sums. */
function expectSame(ours: readonly (typeof rows.$inferSelect)[], effects: readonly Effect[]): void {
  const begun = effects.filter(({ kind }) => kind === 'created').map(({ metadata }) => attemptOf(metadata))
  expect(new Set(begun).size, 'no attempt is begun twice').toBe(begun.length)
  const there = new Map<string, { held: number; captured: number; refunded: number }>()
  for (const { kind, amount, metadata } of effects) {
    const id = metadata['payment_id'] ?? 'nobody'
    const sum = there.get(id) ?? { held: 0, captured: 0, refunded: 0 }
    there.set(id, sum)
    if (kind === 'authorized') sum.held += amount
    if (kind === 'captured' || kind === 'released') sum.held -= amount
    if (kind === 'captured') sum.captured += amount
    if (kind === 'refunded') sum.refunded += amount
  }
  const here = ours
    .filter(({ intentId }) => intentId)
    .map(({ id, amount, intentState, captured, refunded }) => [
      id,
      { held: intentState === 'held' ? amount - captured : 0, captured, refunded },
    ])
  expect(Object.fromEntries(there)).toEqual(Object.fromEntries(here))
}

const attemptOf = ({ payment_id: id, attempt = '1' }: Record<string, string>) => `${id}, attempt ${attempt}`

/** The edge, as far as webhooks go: the raw body and its signature in, a status out. */
async function startHook() {
  let deliver: (payload: string, signature: string) => Promise<unknown> = () => Promise.reject(new Error('too early'))
  const server = createServer((request, response) => {
    const signature = String(request.headers['stripe-signature'])
    text(request)
      .then((payload) => deliver(payload, signature))
      .then(
        () => response.writeHead(204).end(),
        (error: unknown) => response.writeHead(error instanceof Problem ? error.body.status : 500).end(),
      )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/stripe`,
    deliverTo: (asker: Asker) =>
      void (deliver = (payload, signature) => asker.request(receiveWebhook, { payload, signature })),
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
