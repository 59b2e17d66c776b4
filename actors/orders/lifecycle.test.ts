import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { orderEvents } from '#db/orders/schema.ts'
import type { Caller } from '#subjects/envelope.ts'
import * as fulfilment from '#subjects/fulfilment.ts'
import { newId } from '#subjects/id.ts'
import { adjustStock } from '#subjects/inventory.ts'
import { cancelOrder, readOrder } from '#subjects/orders.ts'
import { Problem } from '#subjects/problem.ts'
import { openShop, type Shop } from '../shop.ts'
import { insist } from '../test-network.ts'
import { staff } from '../world.ts'
import { orders } from './actor.ts'
import { type Act, actsOn, type Model, perform, placed } from './test-order-model.ts'
import { statesBefore } from './transitions.ts'

const seed = Number(process.env['SEED'] ?? 2026)

const basket = { MUG: 2, TENT: 1 }
/** Something that may be done to an order: mostly what changes it where it stands, sometimes anything. */
const wish = fc.record({ isSensible: fc.constantFrom(true, true, true, true, true, false), pick: fc.nat() })
const life = fc.record({
  card: fc.constantFrom('visa', 'visa', 'visa', 'visa', 'visa', 'authenticationRequired', 'chargeDeclined'),
  pays: fc.boolean(),
  /** Wishes that come at the same time; one that comes alone comes twice, under one key. */
  moments: fc.array(fc.array(wish, { minLength: 1, maxLength: 2 }), { minLength: 8, maxLength: 20 }),
})
type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never

test(`an order is what it should be, whatever is done to it and at the same time (SEED=${seed})`, {
  timeout: 120_000,
}, async () => {
  await using shop = await openShop()
  await shop.world.start(orders, { env: shop.env })
  await shop.world.as(staff).request(adjustStock, { sku: 'TENT', delta: 10_000 }, named())
  const lived = await Promise.all(fc.sample(life, { seed, numRuns: 24 }).map((each) => live(shop, each)))
  await shop.rest()
  for (const each of lived) await expectBooked(shop, each)
  expect(await shop.offenders()).toEqual([])
})

const named = () => ({ idempotencyKey: newId('key') })

type Ordered = { readonly who: Caller; readonly orderId: string }
type Lived = Ordered & { readonly model: Model }

/** Leads an order through a life, and looks after each moment whether it is what it should be. */
async function live(shop: Shop, { moments, ...how }: Life): Promise<Lived> {
  const order = await place(shop, how)
  let model = placed(await settled(shop, order, how), basket)
  await leaveAsItIs(shop, { ...order, model })
  for (const wishes of moments) {
    const acts = wishes.map((each) => toAct(model, each))
    model = await take(shop, { ...order, model }, acts)
    if (!actsOn(model).some((act) => changes(model, act))) break
  }
  // A shop at rest waits for no customer.
  const cancel: Act = { what: 'cancel', sku: '', quantity: 0, id: '' }
  if (model.status === 'awaiting_payment') model = await take(shop, { ...order, model }, [cancel])
  await leaveAsItIs(shop, { ...order, model })
  return { ...order, model }
}

async function place(shop: Shop, { card }: Pick<Life, 'card'>): Promise<Ordered> {
  const [who, key] = [await shop.customerWith(basket), newId('key')]
  const answer = await insist(() => shop.place(who, { key, paymentMethod: `pm_card_${card}` }))
  return { who, orderId: answer instanceof Problem ? String(answer.body['orderId']) : answer.id }
}

async function read({ world }: Shop, { who, orderId }: Ordered) {
  const order = await insist(() => world.as(who).request(readOrder, { orderId }))
  if (order instanceof Problem) throw order
  return order
}

/** What becomes of an order by its card. */
async function settled(shop: Shop, order: Ordered, { card, pays }: Omit<Life, 'moments'>): Promise<Model['status']> {
  const becomes = async (status: Model['status']) => {
    await expect.poll(async () => (await read(shop, order)).status, { timeout: 20_000 }).toBe(status)
    return status
  }
  if (card === 'chargeDeclined') return becomes('payment_failed')
  if (card === 'visa') return becomes('confirmed')
  await becomes('awaiting_payment')
  if (!pays) return 'awaiting_payment'
  await shop.authenticate(await read(shop, order), 'succeed')
  return becomes('confirmed')
}

/** What a wish comes to where an order stands. */
function toAct(model: Model, { isSensible, pick }: Wish): Act {
  const all = actsOn(model)
  const sensible = all.filter((act) => changes(model, act))
  const some = isSensible && sensible.length > 0 ? sensible : all
  return some[pick % some.length] as Act
}

function changes(model: Model, act: Act): boolean {
  const after = structuredClone(model)
  perform(after, act)
  return !isDeepStrictEqual(after, model)
}

/** Acts at the same time: what comes of that must be what comes of it one after the other. */
async function take(shop: Shop, { model, ...order }: Lived, acts: readonly Act[]): Promise<Model> {
  const asked = await Promise.all(acts.map((act) => (acts.length === 1 ? askTwice : ask)(shop, order, act)))
  const seen = { answers: asked.map(({ answer }) => answer), ...viewOf(await read(shop, order)) }
  const ways = [asked, asked.toReversed()].map((way) => {
    const after = structuredClone(model)
    const answers = new Map(way.map(({ act }) => [act, perform(after, act)]))
    return { after, expected: { answers: asked.map(({ act }) => answers.get(act)), ...viewOf(after) } }
  })
  const way = ways.find(({ expected }) => isDeepStrictEqual(expected, seen)) ?? ways[0]
  expect(seen, JSON.stringify({ model, acts })).toEqual(way?.expected)
  return way?.after ?? model
}

/** Tries everything that changes nothing where an order stands: it must be answered so, and change nothing. */
async function leaveAsItIs(shop: Shop, { model, ...order }: Lived): Promise<void> {
  const acts = actsOn(model).filter((act) => !changes(model, act))
  const asked = await Promise.all(acts.map((act) => ask(shop, order, act)))
  const seen = asked.map(({ act: { what }, answer }) => `${what}: ${answer}`)
  expect(seen, model.status).toEqual(acts.map((act) => `${act.what}: ${perform(structuredClone(model), act)}`))
  expect(viewOf(await read(shop, order))).toEqual(viewOf(model))
}

type Viewed = {
  readonly status: string
  readonly lines: readonly Pick<Model['lines'][number], 'sku' | 'shipped' | 'returned'>[]
}

/** What of an order its model knows. */
const viewOf = ({ status, lines }: Viewed) => ({
  status,
  lines: lines.map(({ sku, shipped, returned }) => ({ sku, shipped, returned })),
})

type Asked = { readonly act: Act; readonly answer: string }

async function ask(shop: Shop, { who, orderId }: Ordered, act: Act, key = named()): Promise<Asked> {
  const { what, sku, quantity, id } = act
  const [customer, desk, lines] = [shop.world.as(who), shop.world.as(staff), [{ sku, quantity }]]
  const received = [{ sku, restocked: Math.max(0, quantity - 1), writtenOff: Math.min(1, quantity) }]
  const asking: Record<Act['what'], () => Promise<object>> = {
    cancel: () => customer.request(cancelOrder, { orderId }, key),
    ship: () => desk.request(fulfilment.shipOrder, { orderId, lines, carrier: 'DHL' }, key),
    deliver: () => desk.request(fulfilment.deliverShipment, { shipmentId: id }),
    request: () => customer.request(fulfilment.requestReturn, { orderId, lines, reason: 'too heavy' }, key),
    approve: () => desk.request(fulfilment.approveReturn, { returnId: id }),
    refuse: () => desk.request(fulfilment.refuseReturn, { returnId: id, answer: 'worn' }),
    receive: () => desk.request(fulfilment.receiveReturn, { returnId: id, lines: received }, key),
  }
  const said = await insist(asking[what])
  if (said instanceof Problem) return { act, answer: said.body.code }
  return { act: { ...act, id: 'id' in said ? String(said.id) : id }, answer: 'done' }
}

async function askTwice(shop: Shop, order: Ordered, act: Act): Promise<Asked> {
  const key = named()
  const [first, second] = await Promise.all([ask(shop, order, act, key), ask(shop, order, act, key)])
  expect(second).toEqual(first)
  return first
}

/** Its history has no illegal move, and what was paid is what it cost less what came back of it. */
async function expectBooked(shop: Shop, { model, ...order }: Lived): Promise<void> {
  const { orderId } = order
  const { status, total, refunded, lines } = await read(shop, order)
  expect(status).toBe(model.status)
  const ofOrder = eq(orderEvents.orderId, orderId)
  const events = await shop.world.db('orders').select().from(orderEvents).where(ofOrder).orderBy(asc(orderEvents.seq))
  const path = events.map((event) => event.status)
  const illegal = path.filter((to, index) => {
    const from = path[index - 1] ?? to
    return from !== to && !statesBefore(to).includes(from)
  })
  expect(illegal, path.join(', ')).toEqual([])
  const paid = path.includes('confirmed') ? total.amount : 0
  const back = lines.reduce((sum, line) => sum + Math.floor((line.total.amount * line.returned) / line.quantity), 0)
  expect(refunded.amount).toBe(status === 'cancelled' ? paid : back)
  expect((await shop.books(orderId)).captured).toBe(paid - refunded.amount)
}
