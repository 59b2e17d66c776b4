import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderEvents, orders as orderRows } from '#db/orders/schema.ts'
import { outbox } from '#db/messages.ts'
import { newId } from '#subjects/id.ts'
import { followOrder, listOrders, readTimeline } from '#subjects/orders.ts'
import * as subject from '#subjects/oversight.ts'
import { notFound } from '#subjects/problem.ts'
import { openShop, type Shop } from '../../shop.ts'
import { customer, staff } from '../../world.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop[Symbol.asyncDispose]())

const asStaff = () => shop.world.as(staff)
const note = (orderId: string, input: object, key = newId('key')) =>
  asStaff().request(subject.addNote, { orderId, text: 'Rang at noon', ...input }, { idempotencyKey: key })

test('customers read public notes, and staff read all and who wrote them', async () => {
  const ada = await shop.customerWith({ MUG: 1 })
  const { id: orderId } = await shop.place(ada)
  const written = await note(orderId, {}, 'once')
  expect(await note(orderId, {}, 'once')).toEqual(written)
  await note(orderId, { text: 'Leaves tomorrow', public: true })

  const { items: all } = await asStaff().request(readTimeline, { orderId })
  expect(all.map(({ seq, type, actor }) => [seq, type, actor])).toEqual([
    [1, 'order.created', ada.id],
    [2, 'order.confirmed', 'orders'],
    [3, 'order.noted', staff.id],
    [4, 'order.noted', staff.id],
  ])
  expect(all[2]).toEqual(written)
  expect(all.every(({ cause }) => cause?.startsWith('req_'))).toBe(true)

  const { items: hers } = await shop.world.as(ada).request(readTimeline, { orderId })
  expect(hers.map(({ seq, text, note: said }) => [seq, text, said])).toEqual([
    [1, 'The order was placed.', undefined],
    [2, 'The order is confirmed.', undefined],
    [4, 'A note was added.', 'Leaves tomorrow'],
  ])
  expect(hers.some((entry) => 'actor' in entry || 'cause' in entry)).toBe(false)
  const followed = await shop.world.as(ada).request(followOrder, { orderId, after: 2 })
  expect(followed.items.map(({ seq }) => seq)).toEqual([4])
  expect((await asStaff().request(followOrder, { orderId, after: 2 })).items).toHaveLength(2)
})

test('what a note says is in the database and in no event', async () => {
  const { id: orderId } = await shop.place(await shop.customerWith({ MUG: 1 }))
  await note(orderId, { text: 'The gate code is 4711' })
  const [events, told] = [
    await shop.world.db('orders').select().from(orderEvents),
    await shop.world.db('orders').select().from(outbox),
  ]
  expect(JSON.stringify(events)).toContain('4711')
  expect(JSON.stringify(told)).not.toContain('4711')
})

test('of an order that does not exist nothing is noted', async () => {
  await expect(note(newId('ord'), {})).rejects.toSatisfy(notFound.matches)
})

test("customers list their orders by status and time, and nobody else's", async () => {
  const ada = await shop.customerWith({ MUG: 1 })
  const first = await shop.place(ada)
  const list = (input: object) => shop.world.as(ada).request(listOrders, input)
  expect((await list({ status: 'confirmed' })).items.map(({ id }) => id)).toEqual([first.id])
  expect((await list({ status: 'cancelled' })).items).toEqual([])
  expect((await list({ 'createdAt[gte]': first.createdAt, 'createdAt[lte]': first.createdAt })).items).toHaveLength(1)
  const [before, after] = [-1, 1].map((ms) => new Date(Date.parse(first.createdAt) + ms).toISOString())
  expect((await list({ 'createdAt[lte]': before })).items).toEqual([])
  expect((await list({ 'createdAt[gte]': after })).items).toEqual([])
  expect(await list({ 'createdAt[lte]': '0001-01-01T00:00:00Z', include: 'total' })).toMatchObject({
    items: [],
    total: 0,
  })
  for (const never of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-01:00'])
    await expect(list({ 'createdAt[lte]': never })).rejects.toMatchObject({
      body: { status: 400, errors: [{ pointer: '/createdAt[lte]' }] },
    })
  expect((await shop.world.as(customer(newId('usr'))).request(listOrders, {})).items).toEqual([])
})

test('staff find an order by its number, SKU, status, time and customer, a page at a time', async () => {
  const ada = await shop.customerWith({ TENT: 1, MUG: 1 })
  const { id, number, createdAt } = await shop.place(ada)
  await shop.place(await shop.customerWith({ MUG: 1 }))
  const search = (input: object) => asStaff().request(subject.searchOrders, input)
  const bare = number.replace('TW-', '')
  for (const found of [{ number }, { number: bare }, { sku: 'TENT' }, { customerId: ada.id }]) {
    const { items } = await search(found)
    expect(items.map((item) => [item.id, item.customerId])).toEqual([[id, ada.id]])
  }
  expect((await search({ number: `XX-${bare}` })).items).toEqual([])
  expect((await search({ sku: 'TENT', status: 'pending' })).items).toEqual([])
  expect((await search({ sku: 'TENT', status: 'confirmed', 'createdAt[gte]': createdAt })).items).toHaveLength(1)

  const count = await shop.world.db('orders').$count(orderRows)
  const seen: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await search({ limit: 2, ...(cursor && { cursor }) })
    seen.push(...page.items.map((item) => item.id))
    cursor = page.next
  }
  expect(seen).toEqual([...new Set(seen)].toSorted().toReversed())
  expect(seen).toHaveLength(count)
})
