import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bus } from '#subjects/bus.ts'
import type { DatabaseName } from '#db/databases.ts'
import type { Databases } from '../../../databases.ts'
import { type Call, codeOf } from '../../../http.ts'
import { shippingAddress } from '../../../scenarios/checkout.ts'

/** What scenes are played on. */
export type Stage = {
  readonly api: string
  /** What a member of the staff shows. */
  readonly staff: Pick<Call, 'token'>
  /** Something of which there is plenty. */
  readonly sku: string
  /** What tools ask and say. */
  readonly tools: Bus
  readonly databases: Databases
  /** Where what stands in for the outside is told what happens there. */
  readonly outside: Readonly<Record<'stripe' | 'mailbox', string>>
  /** Lets an actor begin anew, as it does what it does only now and then at once. */
  readonly replace: (actor: DatabaseName) => Promise<void>
}

/** Something that happens in a shop, of the kind that no example of the API shows. It can be played again and again. */
export type Scene = {
  readonly name: string
  /** The requests and events that come of it, and that a pass may still wait for. */
  readonly leadsTo: readonly string[]
  readonly play: (stage: Stage) => Promise<unknown>
}

/** Asks, and reads what is answered; anything but a success ends the scene. */
export async function ask<Json>(stage: Pick<Stage, 'api'>, line: string, call: Call = {}): Promise<Json> {
  const text = await (await send(stage, line, call)).text()
  return (text === '' ? undefined : JSON.parse(text)) as Json
}

async function send({ api }: Pick<Stage, 'api'>, line: string, { token, key, body, headers }: Call): Promise<Response> {
  const [method = '', path = ''] = line.split(' ')
  const response = await fetch(`${api}${path}`, {
    method,
    headers: {
      ...headers,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  })
  if (response.ok) return response
  throw new Error(`${line} was answered ${response.status} ${codeOf(await response.text())}`)
}

/** Tells a stand-in what happens there. */
export async function tell(url: string, body: object = {}): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const { ok, status } = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!ok) throw new Error(`${url} answered ${status}`)
}

const patienceMs = 120_000

/** Looks again and again until it finds what it looks for. */
export async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (const until = performance.now() + patienceMs; performance.now() < until; await sleep(100)) {
    const found = await look().catch(() => undefined)
    if (found !== undefined) return found
  }
  throw new Error('it never came about')
}

export type Customer = { readonly id: string; readonly email: string; readonly token: string }

/** Whoever makes a name their own and asks again, since the answer was lost, is told that it is taken. */
const unlessTaken = (error: unknown): void => {
  if (!String(error).endsWith('-taken')) throw error
}

const password = 'a loom that weaves algebra'

/** Somebody whom the shop has not seen before. What they had in a cart as a guest comes along. */
export async function newCustomer(stage: Stage, guest: Pick<Call, 'headers'> = {}): Promise<Customer> {
  const email = `${randomUUID()}@example.com`
  await ask(stage, 'POST /auth/register', { body: { email, password, name: 'Ada' } }).catch(unlessTaken)
  const session = { accessToken: '', user: { id: '' } }
  const { accessToken, user } = await ask<typeof session>(stage, 'POST /auth/login', {
    body: { email, password },
    ...guest,
  })
  return { id: user.id, email, token: accessToken }
}

/** A guest's cart with something in it, and what it is shown with. */
export async function newGuest(stage: Stage): Promise<Pick<Call, 'headers'>> {
  const { headers } = await send(stage, `PUT /cart/lines/${stage.sku}`, { body: { quantity: 1 } })
  return { headers: { 'cart-token': headers.get('cart-token') ?? '' } }
}

export type Order = {
  readonly id: string
  readonly status: string
  readonly nextAction?: { readonly clientSecret: string }
}

/** How something is ordered that is in a cart already. */
export type Wish = {
  readonly paymentMethod?: string
  readonly ifDeclined?: 'wait'
  readonly email?: string
  readonly until: readonly string[]
}

/** Orders what is in somebody's cart, and waits until the order stands as it should. */
export async function order(
  stage: Stage,
  who: Pick<Call, 'token' | 'headers'>,
  { until, ...wish }: Wish,
): Promise<Order> {
  const body = { paymentMethod: 'pm_card_visa', shippingAddress, ...wish }
  const headers = { ...who.headers, prefer: 'respond-async' }
  const placed = await ask<Order>(stage, 'POST /orders', { ...who, headers, key: randomUUID(), body })
  return standing(stage, who, { id: placed.id, until })
}

/** An order, once it stands as it should. */
export const standing = (
  stage: Stage,
  who: Pick<Call, 'token' | 'headers'>,
  { id, until }: { readonly id: string; readonly until: readonly string[] },
): Promise<Order> =>
  eventually(async () => {
    const found = await ask<Order>(stage, `GET /orders/${id}`, who)
    return until.includes(found.status) ? found : undefined
  })

/** A new customer who has bought two pieces, paid for and off the shelf. */
export async function bought(stage: Stage, wish: Partial<Wish> = {}): Promise<Order & { readonly who: Customer }> {
  const who = await newCustomer(stage)
  await ask(stage, `PUT /cart/lines/${stage.sku}`, { token: who.token, body: { quantity: 2 } })
  const until = ['confirmed']
  return { ...(await order(stage, who, { until, ...wish })), who }
}

/** A product that is new, and of which there is nothing. */
export async function newProduct(stage: Stage): Promise<{ readonly productId: string; readonly sku: string }> {
  const name = randomUUID().slice(0, 8)
  const sku = `POINT-${name.toUpperCase()}`
  const variant = {
    sku,
    title: 'Brass',
    options: { finish: 'Brass' },
    price: { amount: 900, currency: 'EUR' },
    weightGrams: 90,
    taxClass: 'standard',
  }
  const body = {
    slug: `point-${name}`,
    name: 'Point',
    description: 'Sharp.',
    brand: 'Aldous',
    category: 'lanterns',
    attributes: { fuel: 'none' },
    variants: [variant],
  }
  const { id } = await ask<{ id: string }>(stage, 'POST /products', { ...stage.staff, key: randomUUID(), body })
  // Its shelf comes a moment later.
  await eventually(() => ask(stage, `GET /inventory/${sku}`, stage.staff))
  return { productId: id, sku }
}
