import { afterAll, beforeAll, expect, test } from 'vitest'
import { eq, sql } from 'drizzle-orm'
import { orderEvents } from '#db/orders/schema.ts'
import { newId } from '#subjects/id.ts'
import { readOrder } from '#subjects/orders.ts'
import { invalidRequest, notFound } from '#subjects/problem.ts'
import { openShop, type Shop } from '../shop.ts'
import { customer } from '../world.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop[Symbol.asyncDispose]())

/** A history whose entries are an hour apart, whatever the speed of this machine. */
async function spreadOut(orderId: string) {
  const at = (seq: number) => new Date(Date.UTC(2026, 0, 1, seq))
  await shop.world
    .db('orders')
    .update(orderEvents)
    .set({ at: sql`timestamptz '2026-01-01T00:00:00Z' + make_interval(hours => ${orderEvents.seq})` })
    .where(eq(orderEvents.orderId, orderId))
  return at
}

test('an order is shown as it was at any time', async () => {
  const ada = await shop.customerWith({ MUG: 2 })
  const placed = await shop.place(ada, { paymentMethod: 'pm_card_authenticationRequired' })
  const waiting = await shop.world.as(ada).request(readOrder, { orderId: placed.id })
  await shop.authenticate(placed, 'succeed')
  await shop.rest()
  const now = await shop.world.as(ada).request(readOrder, { orderId: placed.id })
  const at = await spreadOut(placed.id)
  const asOf = (then: Date) => shop.world.as(ada).request(readOrder, { orderId: placed.id, asOf: then.toISOString() })

  const times = (seq: number) => ({ createdAt: at(1).toISOString(), updatedAt: at(seq).toISOString() })
  expect(await asOf(at(2))).toEqual({ ...waiting, ...times(2) })
  expect(await asOf(new Date(at(3).getTime() - 1))).toEqual({ ...waiting, ...times(2) })
  expect(await asOf(at(3))).toEqual({ ...now, ...times(3) })
  expect(await asOf(at(1))).toMatchObject({ status: 'pending', version: 1, lines: now.lines })
  await expect(asOf(new Date(at(1).getTime() - 1))).rejects.toSatisfy(notFound.matches)
})

test('a second that no clock shows is refused, and not a bug', async () => {
  const ada = await shop.customerWith({ MUG: 1 })
  const { id: orderId } = await shop.place(ada)
  const ask = shop.world.as(ada).request(readOrder, { orderId, asOf: '2026-06-30T23:59:60Z' })
  await expect(ask).rejects.toSatisfy(invalidRequest.matches)
})

test("what somebody else's order was is answered as for one that never was", async () => {
  const { id } = await shop.place(await shop.customerWith({ MUG: 1 }))
  const stranger = shop.world.as(customer(newId('usr')))
  const answers = [id, newId('ord')].map(async (orderId) => {
    const error: unknown = await stranger
      .request(readOrder, { orderId, asOf: '2026-01-01T00:00:00Z' })
      .catch((e: unknown) => e)
    expect(notFound.matches(error)).toBe(true)
    return JSON.stringify((error as { body: object }).body).replaceAll(orderId, '')
  })
  const [theirs, nobodys] = await Promise.all(answers)
  expect(theirs).toBe(nobodys)
})
