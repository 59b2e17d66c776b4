import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#subjects/id.ts'
import { followOrder, readTimeline } from '#subjects/orders.ts'
import { Problem } from '#subjects/problem.ts'
import { customer, staff } from '../world.ts'
import { openShop, type Shop } from '../shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop[Symbol.asyncDispose]())

test('an order is followed from any place in its history', async () => {
  const ada = await shop.customerWith({ MUG: 1 })
  const { id: orderId } = await shop.place(ada)
  const follow = (after?: number) =>
    shop.world.as(ada).request(followOrder, { orderId, ...(after !== undefined && { after }) })
  const { items: whole } = await shop.world.as(ada).request(readTimeline, { orderId })
  expect(whole.map(({ type }) => type)).toEqual(['order.created', 'order.confirmed'])
  expect(await follow()).toEqual({ items: whole, state: 'open' })
  expect(await follow(1)).toEqual({ items: whole.slice(1), state: 'open' })
  expect(await follow(2)).toEqual({ items: [], state: 'open' })
  expect(await follow(2_147_483_647)).toEqual({ items: [], state: 'open' })
  expect((await shop.world.as(staff).request(followOrder, { orderId })).items).toMatchObject(whole)
})

test('an order that came to nothing says that it is over, to whoever knows its end as well', async () => {
  const ada = await shop.customerWith({ SEXTANT: 1 })
  const refused = await shop.place(ada).catch((error: unknown) => error)
  const orderId = refused instanceof Problem ? String(refused.body['orderId']) : ''
  const told = await shop.world.as(ada).request(followOrder, { orderId })
  expect([told.items.at(-1)?.type, told.state]).toEqual(['order.failed', 'final'])
  expect(await shop.world.as(ada).request(followOrder, { orderId, after: told.items.length })).toEqual({
    items: [],
    state: 'final',
  })
})

test("somebody else's order answers as one that does not exist", async () => {
  const ada = await shop.customerWith({ MUG: 1 })
  const { id: orderId } = await shop.place(ada)
  const bodyFor = async (id: string) => {
    const refused = await shop.world
      .as(customer(newId('usr')))
      .request(followOrder, { orderId: id })
      .catch((error: unknown) => error)
    return refused instanceof Problem ? JSON.stringify(refused.body).replaceAll(id, 'id') : ''
  }
  expect(await bodyFor(orderId)).toContain('not-found')
  expect(await bodyFor(orderId)).toBe(await bodyFor(newId('ord')))
})
