import { createHmac } from 'node:crypto'
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as SecureAgent, request as httpsRequest } from 'node:https'
import type { Ledger } from './ledger.ts'
import type { StripeEvent } from './objects.ts'
import { openWay } from './webhook-faults.ts'

/** Where events go. */
export type WebhookOptions = {
  readonly url: string
  readonly secret: string
  /** The waits between one try and the next; after the last one the event is given up. */
  readonly retryMs: readonly number[]
}

type Attempt = { readonly at: string; readonly status?: number; readonly error?: string; readonly tookMs: number }

type Delivery = {
  readonly event: string
  readonly type: string
  state: 'pending' | 'delivered' | 'failed'
  readonly attempts: Attempt[]
}

const maxInFlight = 16
const maxRemembered = 10_000
const timeoutMs = 10_000

/** Delivers events, signed as Stripe signs them: at least once, in no particular order, a few at a time. */
export function openWebhooks({ url, secret, retryMs }: WebhookOptions, ledger: Ledger, now: () => number) {
  const post = openPoster(url)
  const deliveries = new Map<string, Delivery>()
  const { later, clear } = openTimers()

  const attempt = async (event: StripeEvent) => {
    const delivery = deliveries.get(event.id) ?? remember(deliveries, event)
    const startedAt = now()
    const body = JSON.stringify(event)
    const outcome = await post(body, signature(body, secret, startedAt)).catch((error: Error) => ({
      error: error.message,
    }))
    if (post.closed) return
    delivery.attempts.push({ at: new Date(startedAt).toISOString(), ...outcome, tookMs: now() - startedAt })
    if ('status' in outcome && outcome.status >= 200 && outcome.status < 300) {
      delivery.state = 'delivered'
      await ledger.delivered(event)
      return
    }
    const wait = retryMs[delivery.attempts.length - 1]
    delivery.state = wait === undefined ? 'failed' : 'pending'
    if (wait === undefined) return
    later(wait, () => queue.push([event]))
  }

  const queue = openQueue(attempt)

  const { send, faults } = openWay({
    deliver: queue.push,
    later,
    lose: (event) => (remember(deliveries, event).state = 'failed'),
    // Somebody says something like it who does not know the secret.
    forge: (event) => {
      const body = JSON.stringify({ ...event, id: `${event.id}_forged` })
      void post(body, signature(body, 'whsec_forged', now())).catch(() => {})
    },
  })

  return {
    send,
    faults,
    list: (): readonly Delivery[] => [...deliveries.values()],
    [Symbol.dispose]() {
      queue.clear()
      clear()
      post.close()
    },
  }
}

/** A few at a time, in the order in which they came. */
function openQueue(attempt: (event: StripeEvent) => Promise<void>) {
  const ready: StripeEvent[] = []
  let inFlight = 0
  const pump = () => {
    while (inFlight < maxInFlight) {
      const event = ready.shift()
      if (!event) return
      inFlight += 1
      void attempt(event).finally(() => {
        inFlight -= 1
        pump()
      })
    }
  }
  return {
    push: (events: readonly StripeEvent[]): void => {
      ready.push(...events)
      pump()
    },
    clear: () => void (ready.length = 0),
  }
}

/** Work for later, which is called off all at once. */
function openTimers() {
  const timers = new Set<NodeJS.Timeout>()
  return {
    later: (ms: number, work: () => void): void => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        work()
      }, ms)
      timers.add(timer)
    },
    clear: () => timers.forEach(clearTimeout),
  }
}

export type Webhooks = ReturnType<typeof openWebhooks>

/** `Stripe-Signature`: the time, and the HMAC of time and body. */
function signature(body: string, secret: string, atMs: number): string {
  const seconds = Math.floor(atMs / 1_000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}

function remember(deliveries: Map<string, Delivery>, { id, type }: StripeEvent): Delivery {
  const delivery: Delivery = { event: id, type, state: 'pending', attempts: [] }
  deliveries.set(id, delivery)
  const [oldest] = deliveries
  if (deliveries.size > maxRemembered && oldest && oldest[1].state !== 'pending') deliveries.delete(oldest[0])
  return delivery
}

function openPoster(address: string) {
  const url = new URL(address)
  const secure = url.protocol === 'https:'
  const agent = secure
    ? new SecureAgent({ keepAlive: true, maxSockets: maxInFlight })
    : new Agent({ keepAlive: true, maxSockets: maxInFlight })
  const open = secure ? httpsRequest : httpRequest

  const post = (body: string, signed: string) =>
    new Promise<{ status: number }>((resolve, reject) => {
      const headers = {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(body),
        'User-Agent': 'Stripe/1.0 (sandbox)',
        'Stripe-Signature': signed,
      }
      const request = open(url, { method: 'POST', agent, headers, signal: AbortSignal.timeout(timeoutMs) })
      request.once('error', reject)
      request.once('response', (response: IncomingMessage) => {
        response.once('error', reject).once('end', () => resolve({ status: response.statusCode ?? 0 }))
        response.resume()
      })
      request.end(body)
    })
  const close = () => {
    handle.closed = true
    agent.destroy()
  }
  const handle = Object.assign(post, { closed: false, close })
  return handle
}
