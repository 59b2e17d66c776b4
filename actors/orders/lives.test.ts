import * as fc from 'fast-check'
import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { sagas } from '#db/messages.ts'
import { stockMovements, stocks } from '#db/inventory/schema.ts'
import {
  documents,
  isLive,
  orderItems,
  orders as orderRows,
  returnLines,
  returns,
  shipments,
} from '#db/orders/schema.ts'
import { variants } from '#db/products/schema.ts'
import { readInvoice } from '#subjects/documents.ts'
import type { Caller } from '#subjects/envelope.ts'
import * as fulfilment from '#subjects/fulfilment.ts'
import { newId } from '#subjects/id.ts'
import { cancelOrder } from '#subjects/orders.ts'
import { addNote } from '#subjects/oversight.ts'
import { Problem } from '#subjects/problem.ts'
import { createPromotion } from '#subjects/promotions.ts'
import { createShippingMethod, createTaxRate } from '#subjects/store.ts'
import { openShop, type Shop } from '../shop.ts'
import { staff } from '../world.ts'
import { orders } from './actor.ts'
import type { Content } from './documents/content.ts'

const seed = Number(process.env['SEED'] ?? 2026)

type Sold = { readonly shop: Shop; readonly who: Caller; readonly orderId: string }
type Key = { readonly idempotencyKey: string }
type Pieces = { readonly sku: string; readonly quantity: number }

/** What customers and staff do to an order, whether or not it makes sense just now. */
const acts = {
  ship: ({ shop, orderId }: Sold, pieces: Pieces, key: Key) =>
    shop.world.as(staff).request(fulfilment.shipOrder, { orderId, lines: [pieces], carrier: 'DHL' }, key),
  deliver: async ({ shop, orderId }: Sold) => {
    const [sent] = await shop.world.db('orders').select().from(shipments).where(eq(shipments.orderId, orderId))
    if (sent) await shop.world.as(staff).request(fulfilment.deliverShipment, { shipmentId: sent.id })
  },
  sendBack: async ({ shop, who, orderId }: Sold, pieces: Pieces, key: Key) => {
    const exchange = pieces.quantity === 2 && { exchange: { lines: [{ sku: 'MUG', quantity: 1 }] } }
    const input = { orderId, lines: [pieces], reason: 'too small', ...exchange }
    const { id: returnId } = await shop.world.as(who).request(fulfilment.requestReturn, input, key)
    await shop.world.as(staff).request(fulfilment.approveReturn, { returnId })
  },
  receive: async ({ shop, orderId }: Sold, { quantity: most }: Pieces, key: Key) => {
    const db = shop.world.db('orders')
    const [open] = await db.select().from(returns).where(sql`order_id = ${orderId} and status = 'approved'`).limit(1)
    if (!open) return
    const announced = await db.select().from(returnLines).where(eq(returnLines.returnId, open.id))
    const lines = announced.map(({ sku, quantity }) => {
      const back = Math.min(quantity, most)
      return { sku, restocked: back - 1, writtenOff: 1 }
    })
    await shop.world.as(staff).request(fulfilment.receiveReturn, { returnId: open.id, lines }, key)
  },
  cancel: ({ shop, who, orderId }: Sold, _pieces: Pieces, key: Key) =>
    shop.world.as(who).request(cancelOrder, { orderId }, key),
  invoice: ({ shop, who, orderId }: Sold) => shop.world.as(who).request(readInvoice, { orderId }),
  note: ({ shop, orderId }: Sold, _pieces: Pieces, key: Key) =>
    shop.world.as(staff).request(addNote, { orderId, text: 'Rang at noon' }, key),
}

const act = fc.record({
  // What moves goods along comes more often than what ends a life at once.
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('ship', 'sendBack', 'receive') },
    { weight: 1, arbitrary: fc.constantFrom('deliver', 'cancel', 'invoice', 'note') },
  ),
  pieces: fc.record({ sku: fc.constantFrom('MUG', 'TENT'), quantity: fc.integer({ min: 1, max: 3 }) }),
  /** Whether the button is pressed twice. */
  twice: fc.boolean(),
})
/** What is done one after the other, and what at the same time. */
const life = fc.array(fc.array(act, { minLength: 1, maxLength: 3 }), { minLength: 6, maxLength: 14 })
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

async function perform(sold: Sold, { what, pieces, twice }: Act): Promise<void> {
  const key = { idempotencyKey: newId('key') }
  const once = async () => {
    try {
      await acts[what](sold, pieces, key)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
    }
  }
  await Promise.all(twice ? [once(), once()] : [once()])
}

/** More tents than anybody buys, at prices whose shares are no whole cents. */
async function fillShelves({ world }: Shop): Promise<void> {
  const [more, sku] = [1_000, 'TENT']
  await world
    .db('inventory')
    .update(stocks)
    .set({ onHand: sql`on_hand + ${more}` })
    .where(eq(stocks.sku, sku))
  await world.db('inventory').insert(stockMovements).values({ sku, delta: more, reason: 'receipt', actor: 'test' })
  await world.db('products').update(variants).set({ available: more }).where(eq(variants.sku, sku))
  const [desk, key] = [world.as(staff), { idempotencyKey: newId('key') }]
  await desk.request(createPromotion, { name: 'Seven off', benefit: { kind: 'percentage', percent: 7 } }, key)
  await desk.request(createTaxRate, { name: 'VAT', country: 'GB', taxClass: 'standard', ratePpm: 190_000 })
  const rates = { by: 'price' as const, currency: 'EUR', tiers: [{ upTo: null, amount: 490 }] }
  await desk.request(createShippingMethod, { name: 'Post', rates }, key)
}

async function live(shop: Shop, steps: readonly (readonly Act[])[]): Promise<void> {
  const who = await shop.customerWith({ MUG: 3, TENT: 3 })
  const { id: orderId } = await shop.place(who)
  for (const step of steps) await Promise.all(step.map((one) => perform({ shop, who, orderId }, one)))
}

test(`whatever is done to orders, money, stock and documents agree (SEED=${seed})`, { timeout: 120_000 }, async () => {
  await using shop = await openShop()
  await shop.world.start(orders, { env: shop.env })
  await fillShelves(shop)
  await Promise.all(fc.sample(life, { seed, numRuns: 12 }).map((steps) => live(shop, steps)))
  await shop.rest()
  const db = shop.world.db('orders')
  expect(await db.$count(sagas, sql`state not in ('done', 'undone')`)).toBe(0)
  expect(await shop.offenders()).toEqual([])

  const [rows, issued] = [await db.select().from(orderRows), await db.select().from(documents)]
  for (const { id, total, refunded } of rows) {
    expect((await shop.books(id)).captured).toBe(total - refunded)
    const sums = (['invoice', 'credit-note'] as const).map((kind) => sumOf(issued, { kind, orderId: id }))
    expect(sums, id).toEqual(sums[0] === 0 ? [0, 0] : [total, refunded])
  }
  for (const of of ['invoice', 'credit-note']) {
    const numbers = issued.flatMap(({ kind, number }) => (kind === of ? [number] : [])).sort((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  }
  const moved = await shop.world.db('inventory').select().from(stockMovements)
  const sum = (reason: string) => moved.reduce((all, one) => all + (one.reason === reason ? one.delta : 0), 0)
  const back = await db.select().from(returnLines)
  expect(sum('return')).toBe(back.reduce((all, { restocked }) => all + restocked, 0))
  const [sold] = await db.execute<{ pieces: number }>(sql`
    select sum(quantity)::int as pieces from ${orderItems} i join ${orderRows} o on o.id = i.order_id and ${isLive}`)
  expect(-sum('sale') - sum('cancellation')).toBe(sold?.pieces)
})

type Of = { readonly kind: 'invoice' | 'credit-note'; readonly orderId: string }

const sumOf = (issued: readonly (typeof documents.$inferSelect)[], { kind, orderId }: Of): number =>
  issued
    .filter((one) => one.kind === kind && one.orderId === orderId)
    .reduce((all, { content }) => all + (content as Content).total, 0)
