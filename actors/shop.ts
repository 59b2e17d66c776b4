import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { startStripeSandbox } from '#compose/local/stripe/server.ts'
import { orderHolds, reservations, stockMovements, stocks } from '#db/inventory/schema.ts'
import { coupons, couponUses, orderEvents, orderItems, orders as orderRows } from '#db/orders/schema.ts'
import { outbox, sagas } from '#db/messages.ts'
import { categories, products as productRows, variants } from '#db/products/schema.ts'
import { putCartLine } from '#subjects/carts.ts'
import { newId } from '#subjects/id.ts'
import type { Caller } from '#subjects/envelope.ts'
import * as subject from '#subjects/orders.ts'
import { verifyFold } from '#subjects/oversight.ts'
import { receiveWebhook } from '#subjects/payments.ts'
import type { InputOf, OutputOf, RequestSubject } from '#subjects/subject.ts'
import type { Actor, Handler } from './actor.ts'
import { inventory } from './inventory/actor.ts'
import { orders } from './orders/actor.ts'
import { payments } from './payments/actor.ts'
import { products } from './products/actor.ts'
import { customer, startWorld, type World, type WorldOptions } from './world.ts'

/** Everything an order goes through, for a test: four actors, the provider's sandbox with its books, and a few goods. */
export type Shop = AsyncDisposable & {
  readonly world: World
  readonly stripeUrl: string
  /** What an actor needs to be started once more. */
  readonly env: Record<string, unknown>
  /** A new customer with goods in the cart. */
  customerWith(lines: Readonly<Record<string, number>>): Promise<Caller>
  place(who: Caller, options?: Placing): Promise<OutputOf<typeof subject.placeOrder>>
  /** Ends the wait of an order for its customer, as the customer does at the provider. */
  authenticate(
    order: Pick<OutputOf<typeof subject.placeOrder>, 'nextAction'>,
    outcome: 'succeed' | 'fail',
  ): Promise<void>
  /** Waits until every checkout has come to its end and every event has been heard. */
  rest(): Promise<void>
  /** Makes the provider misbehave. */
  fault(script: object): Promise<void>
  /** What the provider's own books say was done. */
  books(orderId?: string): Promise<{ authorized: number; captured: number; held: number; captures: number }>
  /** What they are made of: everything the provider did, one after the other. */
  effects(): Promise<readonly Effect[]>
  /** Rows that break a law of the shop; empty if money and stock add up. */
  offenders(): Promise<unknown[]>
}

/** Something the provider did, for the order it was told of. */
export type Effect = {
  readonly kind: string
  readonly amount: number
  readonly intent: string
  readonly metadata: { readonly order_id: string }
}

export const shippingAddress: InputOf<typeof subject.placeOrder>['shippingAddress'] = {
  name: 'Ada Lovelace',
  line1: '12 St James Square',
  city: 'London',
  postalCode: 'SW1Y 4JH',
  country: 'GB',
}

export const goods = {
  MUG: { price: 1_490, stock: 1_000 },
  TENT: { price: 38_900, stock: 10 },
  SEXTANT: { price: 99_900, stock: 0 },
}

/** Actors in place of the real ones; `orders: false` leaves orders to a process of its own. */
export type Staff = {
  readonly products?: Actor
  readonly inventory?: Actor
  readonly payments?: Actor
  readonly orders?: Actor | false
  /** Actors besides those that an order goes through. */
  readonly also?: readonly Actor[]
  /** Actors that have a database here, and are at work nowhere. */
  readonly idle?: readonly Actor[]
  /** Variables besides those of every shop. */
  readonly env?: Readonly<Record<string, unknown>>
  /** What lies between the actors and the broker. */
  readonly network?: WorldOptions['network']
}

/** How a customer orders: by default with a card that is good, and in no hurry. */
type Placing = { key?: string; paymentMethod?: string; waitMs?: number; email?: string; ifDeclined?: 'wait' }

/** Opens a shop whose webhooks come in through a door of its own, as the edge's would. */
export async function openShop(staff: Staff = {}): Promise<Shop> {
  await using opening = new AsyncDisposableStack()
  const door = opening.use(await openWebhookDoor())
  const webhookSecret = 'whsec_shop'
  const sandbox = opening.use(
    await startStripeSandbox({ webhookUrl: door.url, webhookSecret, webhookRetryMs: [200, 500] }),
  )
  const env = {
    STRIPE_SECRET_KEY: 'sk_test_shop',
    STRIPE_API_URL: sandbox.url,
    STRIPE_WEBHOOK_SECRETS: webhookSecret,
    ...staff.env,
  }
  const idle = [...(staff.orders === false ? [orders] : []), ...(staff.idle ?? [])]
  const active = [
    staff.products ?? products,
    staff.inventory ?? inventory,
    staff.payments ?? payments,
    ...(staff.orders === false ? [] : [staff.orders ?? orders]),
    ...(staff.also ?? []),
  ]
  const world = opening.use(await startWorld(active, { env, idle, ...(staff.network && { network: staff.network }) }))
  door.lead(world)
  await stockUp(world)
  const opened = opening.move()

  const as = (who: Caller) => world.as(who)
  const ledger = ledgerAt(sandbox.url)
  return {
    world,
    env,
    stripeUrl: sandbox.url,
    customerWith: async (lines) => {
      const who = customer(newId('usr'))
      for (const [sku, quantity] of Object.entries(lines)) await as(who).request(putCartLine, { sku, quantity })
      return who
    },
    place: (who, { key = newId('key'), paymentMethod = 'pm_card_visa', waitMs, ...asked } = {}) =>
      as(who).request(
        subject.placeOrder,
        { paymentMethod, shippingAddress, ...asked },
        { idempotencyKey: key, waitMs },
      ),
    authenticate: ({ nextAction }, outcome) => {
      const secret = nextAction?.type === 'authenticate' ? nextAction.clientSecret : ''
      const [intent] = secret.split('_secret_')
      return post(`${sandbox.url}/sandbox/payment_intents/${intent}/authenticate`, { outcome })
    },
    rest: async () => {
      const underway = sql`state in ('running', 'waiting', 'undoing')`
      await expect.poll(() => world.db('orders').$count(sagas, underway), { timeout: 20_000 }).toBe(0)
      await world.settle()
    },
    fault: (script) => post(`${sandbox.url}/sandbox/faults`, script),
    books: async (orderId) => booksOf(await ledger(orderId ? `?metadata[order_id]=${orderId}` : '')),
    effects: () => ledger(),
    offenders: () => offenders(world, ledger),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

function ledgerAt(url: string) {
  return async (query = ''): Promise<readonly Effect[]> => {
    const response = await fetch(`${url}/sandbox/ledger${query}`)
    return ((await response.json()) as { effects: Effect[] }).effects
  }
}

function booksOf(effects: readonly Effect[]) {
  const sum = (kind: string) =>
    effects.filter((effect) => effect.kind === kind).reduce((total, { amount }) => total + amount, 0)
  const [authorized, captured] = [sum('authorized'), sum('captured') - sum('refunded')]
  const held = authorized - sum('captured') - sum('released')
  return { authorized, captured, held, captures: effects.filter(({ kind }) => kind === 'captured').length }
}

async function post(url: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
}

/** What happens on the way to an answer and on the way back; it may take its time, and it may throw. */
export type OnTheWay = (moment: 'before' | 'after', name: string, input: unknown) => Promise<void> | void

/** The same actor, with something that happens around its answers to the named requests. */
export function around(actor: Actor, requests: readonly string[], onTheWay: OnTheWay): Actor {
  const operations = actor.operations.map(({ subject, handler }) => {
    if (!requests.includes(subject.name)) return { subject, handler }
    const watched: Handler<RequestSubject> = async (input, context) => {
      await onTheWay('before', subject.name, input)
      const output =
        typeof handler === 'function'
          ? await handler(input, context)
          : (await handler.handleAll([{ input, envelope: context.envelope }], context))[0]
      if (output instanceof Error) throw output
      await onTheWay('after', subject.name, input)
      return output
    }
    return { subject, handler: watched }
  })
  return { ...actor, operations }
}

/** Takes the provider's webhooks over HTTP and passes them on to payments, byte for byte. */
async function openWebhookDoor() {
  let world: World | undefined
  const receive = async (request: IncomingMessage) => {
    const payload = await text(request)
    const signature = String(request.headers['stripe-signature'])
    await world?.bus
      .as({ id: 'stripe', role: 'anonymous', via: 'edge' })
      .request(receiveWebhook, { payload, signature })
  }
  const server = createServer((request, response) => {
    receive(request).then(
      () => response.writeHead(200).end(),
      () => response.writeHead(503).end(),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    lead: (to: World) => (world = to),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function stockUp(world: World): Promise<void> {
  const at = new Date()
  await world.db('products').insert(categories).values({ slug: 'goods', name: 'Goods', parent: null, position: 1 })
  for (const [sku, { price, stock }] of Object.entries(goods)) {
    const id = newId('prd')
    const times = { createdAt: at, updatedAt: at }
    await world
      .db('products')
      .insert(productRows)
      .values({
        id,
        slug: sku.toLowerCase(),
        name: sku,
        description: sku,
        brand: 'Tradewind',
        category: 'goods',
        attributes: {},
        currency: 'EUR',
        priceFrom: price,
        inStock: stock > 0,
        ...times,
      })
    await world.db('products').insert(variants).values({
      sku,
      productId: id,
      title: 'Standard',
      options: {},
      price,
      currency: 'EUR',
      weightGrams: 100,
      position: 1,
      available: stock,
      stockVersion: 1,
    })
    await world.db('inventory').insert(stocks).values({ sku, onHand: stock })
    if (stock > 0)
      await world.db('inventory').insert(stockMovements).values({ sku, delta: stock, reason: 'initial', actor: 'test' })
  }
}

/** The laws of a shop at rest: what is sold, held, charged and told agrees, whichever book one looks into. */
async function offenders(world: World, ledger: () => Promise<readonly Effect[]>): Promise<unknown[]> {
  const [stock, shop] = [world.db('inventory'), world.db('orders')]
  const unbalanced = await stock.execute(sql`
    select s.sku, s.on_hand, s.reserved, moved.sum as moved, held.sum as held from ${stocks} s
    left join (select sku, sum(delta) from ${stockMovements} group by sku) moved on moved.sku = s.sku
    left join (select r.sku, sum(r.quantity) from ${reservations} r join ${orderHolds} h on h.order_id = r.order_id
      where h.status in ('held', 'committing') group by r.sku) held on held.sku = s.sku
    where s.on_hand <> coalesce(moved.sum, 0) or s.reserved <> coalesce(held.sum, 0) or s.reserved > s.on_hand + s.beyond`)
  const unfinished = await stock.select().from(orderHolds).where(sql`status in ('held', 'committing')`)
  const silent = await shop.execute(sql`
    select e.order_id, e.seq from ${orderEvents} e
    left join ${outbox} o on o.aggregate_id = e.order_id and o.aggregate_version = e.seq where o.id is null`)
  const miscounted = await shop.execute(sql`
    select o.id from ${orderRows} o join ${orderItems} i on i.order_id = o.id
    group by o.id having o.total <> sum(i.total) + o.shipping or o.discount <> sum(i.discount)
      or bool_or(i.total <> i.quantity * i.unit_price - i.discount + case when o.tax_included then 0 else i.tax end)`)
  const overused = await shop.execute(sql`
    select c.code from ${coupons} c left join ${couponUses} u on u.code = c.code and u.status <> 'released'
    group by c.code having c.used <> count(u.order_id)`)
  const [sold] = await shop
    .select({ total: sql<number>`coalesce(sum(${orderRows.total} - ${orderRows.refunded}), 0)::float8` })
    .from(orderRows)
    .where(sql`status in ('confirmed', 'partially_shipped', 'shipped', 'delivered', 'returned') or refunded > 0`)
  const effects = await ledger()
  const sum = (kind: string) =>
    effects.filter((effect) => effect.kind === kind).reduce((total, { amount }) => total + amount, 0)
  const taken = sum('captured') - sum('refunded')
  const money =
    sold?.total === taken && sum('authorized') === sum('captured') + sum('released')
      ? []
      : [{ sold: sold?.total, taken, authorized: sum('authorized'), released: sum('released') }]
  const { differences: unfolded } = await world.tools.request(verifyFold, {})
  return [...unbalanced, ...unfinished, ...silent, ...miscounted, ...overused, ...money, ...unfolded]
}
