import * as fc from 'fast-check'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderEvents, orderItems, orders as orderRows, orderStatuses } from '#db/orders/schema.ts'
import { systemCaller, withinEnvelope } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { exampleOf } from '#subjects/examples.ts'
import { orderCreated, orderConfirmed, readOrder } from '#subjects/orders.ts'
import { verifyFold } from '#subjects/oversight.ts'
import { startWorld, type World } from '../world.ts'
import { orders } from './actor.ts'
import { foldedPart } from './fold.ts'
import { type Changes, moveOrders, recordEvents } from './history.ts'
import { findOrder, type OrderLine } from './order.ts'
import { isFinal, statesBefore } from './transitions.ts'

let world: World
beforeAll(async () => {
  world = await startWorld([orders])
})
afterAll(() => world[Symbol.asyncDispose]())

const caller = systemCaller('orders')
const envelope = { caller, correlationId: 'req_test' }
const [example] = exampleOf(readOrder).output.lines
const line = example as OrderLine

/** An order of two lines, written as an order is when it is placed. */
async function givenOrder(): Promise<string> {
  const at = new Date()
  const [id, total] = [newId('ord'), 2 * line.total.amount]
  const lines = ['MUG-A', 'MUG-B'].map((sku) => ({ ...line, sku }))
  const row = {
    id,
    customerId: newId('usr'),
    cartId: newId('crt'),
    status: 'pending' as const,
    currency: 'EUR',
    subtotal: total,
    total,
    shippingAddress: {},
    version: 1,
    createdAt: at,
    updatedAt: at,
  }
  const write = async () =>
    world.db('orders').transaction(async (tx) => {
      const [placed] = await tx.insert(orderRows).values(row).returning()
      if (!placed) throw new Error('Nothing was inserted')
      const amounts = { unitPrice: line.unitPrice.amount, discount: 0, tax: line.tax.amount, total: line.total.amount }
      const items = lines.map(({ expectedAt: _none, ...one }, position) => ({
        ...one,
        ...amounts,
        orderId: id,
        position,
      }))
      await tx.insert(orderItems).values(items)
      const happened = { row: placed, lines, actor: placed.customerId, changes: { ...foldedPart(placed), lines } }
      await recordEvents(tx, { event: orderCreated, at }, [happened])
    })
  await withinEnvelope(envelope, write)
  return id
}

type Step = {
  readonly to: (typeof orderStatuses)[number]
  readonly changes: Changes
}

/** Moves an order as an area of this actor would, lines and all; says whether it moved. */
const take = (orderId: string, { to, changes }: Step) =>
  withinEnvelope(envelope, () =>
    world.db('orders').transaction(async (tx) => {
      const found = await findOrder(tx, orderId)
      const lines = found?.lines ?? []
      const how = { to, event: orderConfirmed, at: new Date() }
      const moved = await moveOrders(tx, how, [{ orderId, actor: 'test', changes, lines }])
      for (const { sku, shipped, returned } of moved.size > 0 ? (changes.lines ?? []) : [])
        await tx.update(orderItems).set({ shipped, returned }).where(eq(orderItems.sku, sku))
      return moved.size > 0
    }),
  )

const steps = fc.array(
  fc.record({
    to: fc.constantFrom(...orderStatuses),
    changes: fc.record(
      {
        clientSecret: fc.string({ maxLength: 5 }).map((text) => `pi_${text.replaceAll('\0', '')}`),
        problem: fc.constant({ code: 'payment-declined', title: 'The payment was declined' }),
        refunded: fc.nat(2 * line.total.amount),
        lines: fc.constantFrom([], [{ sku: 'MUG-A', shipped: 2, returned: 1 }]),
      },
      { requiredKeys: [] },
    ),
  }),
  { maxLength: 12 },
)

test('whatever moves are tried, illegal ones change nothing and the order stays what its history makes of it', async () => {
  const property = fc.asyncProperty(steps, async (tried) => {
    await world.db('orders').delete(orderEvents)
    await world.db('orders').delete(orderItems)
    await world.db('orders').delete(orderRows)
    const orderId = await givenOrder()
    for (const step of tried) {
      const before = await findOrder(world.db('orders'), orderId)
      const from = before?.row.status ?? 'pending'
      const isLegal = statesBefore(step.to).includes(from)
      expect(await take(orderId, step), `${from} to ${step.to}`).toBe(isLegal)
      if (isFinal(from)) expect(isLegal).toBe(false)
      if (!isLegal) expect(await findOrder(world.db('orders'), orderId)).toEqual(before)
    }
    expect(await world.tools.request(verifyFold, {})).toEqual({ checked: 1, differences: [], next: null })
  })
  await fc.assert(property, { numRuns: 40 })
})

test('an order that is not what its history makes of it is told, and nothing personal with it', async () => {
  const [good, changed, gap] = [await givenOrder(), await givenOrder(), await givenOrder()]
  const db = world.db('orders')
  const meddled = { total: 1, email: 'ada.lovelace@example.com' }
  await db.update(orderRows).set(meddled).where(eq(orderRows.id, changed))
  await db.update(orderEvents).set({ seq: 2 }).where(eq(orderEvents.orderId, gap))
  const { differences } = await world.tools.request(verifyFold, {})
  expect(differences.filter(({ orderId }) => orderId === good)).toEqual([])
  expect(differences.filter(({ orderId }) => orderId === changed)).toEqual([
    { orderId: changed, field: 'email', row: '', history: '' },
    { orderId: changed, field: 'total', row: '1', history: String(2 * line.total.amount) },
  ])
  expect(differences.filter(({ orderId }) => orderId === gap)).toMatchObject([{ field: 'history', history: '[2]' }])
})
