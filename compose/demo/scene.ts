import type { StackUrls } from '../local/lock.ts'
import { dataOf } from 'tradewind-client'
import { eventually, expect, newKey, outside, type Shop, visit } from './client.ts'

/** What the steps of the demo work with, and what earlier ones left for later ones. */
export type Scene = Shop & {
  readonly urls: StackUrls
  readonly email: string
  readonly password: string
  token: string
  staffToken: string
  orderId: string
  /** Kills the process that hosts the orders actor, and starts it again; absent where the stack is somebody else's. */
  readonly orders?: { kill(): Promise<void>; start(): Promise<void> }
}

export type Step = { readonly name: string; readonly run: (scene: Scene) => Promise<string> }

type Mail = { subject: string; text: string }
type Effect = { kind: string; amount: number }

export const shippingAddress = {
  name: 'Ada Lovelace',
  line1: '12 St James Square',
  city: 'London',
  postalCode: 'SW1Y 4JH',
  country: 'GB',
}

export async function fillCart(scene: Scene, sku: string, quantity: number): Promise<void> {
  const put = visit(scene, scene.token).PUT('/cart/lines/{sku}', { params: { path: { sku } }, body: { quantity } })
  const { error } = await put
  expect(!error, `${quantity} × ${sku} go into the cart`, error)
}

type Placing = { paymentMethod?: string; key?: string; prefer?: string; ifDeclined?: 'wait' }

/** Orders what is in the cart. */
export function placeOrder(scene: Scene, placing: Placing = {}) {
  const { paymentMethod = 'pm_card_visa', key = newKey(), prefer, ...asked } = placing
  return visit(scene, scene.token).POST('/orders', {
    params: { header: { 'Idempotency-Key': key, ...(prefer && { Prefer: prefer }) } },
    body: { paymentMethod, shippingAddress, ...asked },
  })
}

/** An event of a stream, and how long after the stream was asked for it came. */
type Heard = { readonly event: string; readonly id: number; readonly ms: number }

const longestStreamMs = 30_000

/** Reads the events of an order, after the one that was seen last, until this one comes. */
export async function follow(
  scene: Scene,
  orderId: string,
  { until, lastSeen = 0 }: { until: string; lastSeen?: number },
): Promise<Heard[]> {
  const startedAt = performance.now()
  const signal = AbortSignal.any([scene.signal, AbortSignal.timeout(longestStreamMs)])
  const params = { path: { orderId }, header: { 'Last-Event-ID': lastSeen } }
  const api = visit({ ...scene, signal }, scene.token)
  const stream = await dataOf(api.GET('/orders/{orderId}/events', { params, parseAs: 'stream' }))
  const heard: Heard[] = []
  let rest = ''
  for await (const part of (stream as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(new TextDecoderStream())) {
    const blocks = `${rest}${part}`.split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const [event, id] = [/^event: (.+)$/m, /^id: (\d+)$/m].map((field) => field.exec(block)?.[1])
      if (event) heard.push({ event, id: Number(id), ms: performance.now() - startedAt })
    }
    if (heard.some(({ event }) => event === until)) break
  }
  return heard
}

/** Makes a customer's account. */
export function register(shop: Shop, email: string, password: string) {
  return visit(shop).POST('/auth/register', { body: { email, password, name: 'Ada Lovelace' } })
}

export async function logIn(shop: Shop, email: string, password: string): Promise<string> {
  const { data, error } = await visit(shop).POST('/auth/login', { body: { email, password } })
  expect(data, `${email} can log in`, error)
  return data.accessToken
}

/** What staff see of a shelf. */
export function stockOf(scene: Scene, sku: string) {
  return dataOf(visit(scene, scene.staffToken).GET('/inventory/{sku}', { params: { path: { sku } } }))
}

/** What the payment provider's own books say was done for an order. */
export async function booksOf(
  scene: Scene,
  orderId: string,
): Promise<{ captured: number; held: number; captures: number }> {
  const { stripe } = scene.urls
  expect(stripe !== undefined, 'the Stripe sandbox runs, to look into its books')
  const ledger = `${stripe}/sandbox/ledger?metadata[order_id]=${orderId}`
  const { effects } = await outside<{ effects: Effect[] }>(scene, ledger)
  const sum = (kind: string) =>
    effects.filter((effect) => effect.kind === kind).reduce((total, { amount }) => total + amount, 0)
  const captures = effects.filter(({ kind }) => kind === 'captured').length
  return {
    captured: sum('captured') - sum('refunded'),
    held: sum('authorized') - sum('captured') - sum('released'),
    captures,
  }
}

/** Waits for a mail whose subject matches, to the shopper unless it is to somebody else. */
export function mailAbout(scene: Scene, subject: RegExp, to = scene.email): Promise<Mail> {
  const { mailbox } = scene.urls
  expect(mailbox !== undefined, 'the mailbox runs, to look into it')
  return eventually(scene, `a mail about ${subject.source} arrives`, async () => {
    const mails = await outside<Mail[]>(scene, `${mailbox}/messages?to=${encodeURIComponent(to)}`)
    return mails.find((mail) => subject.test(mail.subject))
  })
}

export const euros = (amount: number): string => `€${(amount / 100).toFixed(2)}`
