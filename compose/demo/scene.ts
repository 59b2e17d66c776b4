import type { StackUrls } from '../local/lock.ts'
import { type Answer, call, eventually, expect, newKey, type Shop } from './client.ts'

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

export type Order = {
  id: string
  number: string
  status: string
  total: { amount: number; currency: string }
  orderId?: string
}
type Stock = { onHand: number; reserved: number; available: number }
type Mail = { subject: string; text: string }
type Effect = { kind: string; amount: number }

const shippingAddress = {
  name: 'Ada Lovelace',
  line1: '12 St James Square',
  city: 'London',
  postalCode: 'SW1Y 4JH',
  country: 'GB',
}

export async function fillCart(scene: Scene, sku: string, quantity: number): Promise<void> {
  const put = await call<object>(scene, `PUT /cart/lines/${sku}`, { token: scene.token, body: { quantity } })
  expect(put.status === 200, `${quantity} × ${sku} go into the cart`, put.body)
}

/** Orders what is in the cart. */
export function placeOrder(
  scene: Scene,
  { paymentMethod = 'pm_card_visa', key = newKey() } = {},
): Promise<Answer<Order>> {
  return call(scene, 'POST /orders', { token: scene.token, key, body: { paymentMethod, shippingAddress } })
}

/** Makes a customer's account. */
export function register(shop: Shop, email: string, password: string): Promise<Answer<{ id: string }>> {
  return call(shop, 'POST /auth/register', { body: { email, password, name: 'Ada Lovelace' } })
}

export async function logIn(shop: Shop, email: string, password: string): Promise<string> {
  const session = await call<{ accessToken: string }>(shop, 'POST /auth/login', { body: { email, password } })
  expect(session.status === 200, `${email} can log in`, session.body)
  return session.body.accessToken
}

export async function stockOf(scene: Scene, sku: string): Promise<Stock> {
  const stock = await call<Stock>(scene, `GET /inventory/${sku}`, { token: scene.staffToken })
  expect(stock.status === 200, 'staff can read the stock', stock.body)
  return stock.body
}

/** What the payment provider's own books say was done for an order. */
export async function booksOf(
  scene: Scene,
  orderId: string,
): Promise<{ captured: number; held: number; captures: number }> {
  const { stripe } = scene.urls
  expect(stripe !== undefined, 'the Stripe sandbox runs, to look into its books')
  const { body } = await call<{ effects: Effect[] }>(
    scene,
    `GET ${stripe}/sandbox/ledger?metadata[order_id]=${orderId}`,
  )
  const sum = (kind: string) =>
    body.effects.filter((effect) => effect.kind === kind).reduce((total, { amount }) => total + amount, 0)
  const captures = body.effects.filter(({ kind }) => kind === 'captured').length
  return {
    captured: sum('captured') - sum('refunded'),
    held: sum('authorized') - sum('captured') - sum('released'),
    captures,
  }
}

/** Waits for a mail to the shopper whose subject matches. */
export function mailAbout(scene: Scene, subject: RegExp): Promise<Mail> {
  const { email, urls } = scene
  const { mailbox } = urls
  expect(mailbox !== undefined, 'the mailbox runs, to look into it')
  return eventually(scene, `a mail about ${subject.source} arrives`, async () => {
    const { body } = await call<Mail[]>(scene, `GET ${mailbox}/messages?to=${encodeURIComponent(email)}`)
    return body.find((mail) => subject.test(mail.subject))
  })
}

export const euros = (amount: number): string => `€${(amount / 100).toFixed(2)}`
