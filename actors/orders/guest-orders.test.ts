import { afterAll, beforeAll, expect, test } from 'vitest'
import { putCartLine, readGuestContacts } from '#subjects/carts.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/orders.ts'
import { listPayments } from '#subjects/payments.ts'
import { Problem } from '#subjects/problem.ts'
import { openShop, type Shop } from '../shop.ts'
import { customer, guest } from '../world.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop[Symbol.asyncDispose]())

async function guestWithAMug() {
  const who = guest()
  await shop.world.as(who).request(putCartLine, { sku: 'MUG', quantity: 1 })
  return who
}

const bodyOf = (answer: Promise<unknown>) =>
  answer.catch((error: unknown) => (error instanceof Problem ? error.body : error))

test('a guest orders with an address to write to, and without one is told which field is missing', async () => {
  const who = await guestWithAMug()
  expect(await bodyOf(shop.place(who))).toMatchObject({
    status: 422,
    code: 'email-required',
    errors: [{ pointer: '/email' }],
  })
  const order = await shop.place(who, { email: ' Guest@Example.COM '.trim() })
  expect(order).toMatchObject({ status: 'confirmed', customerId: who.id, email: 'guest@example.com' })
})

test('somebody with an account is written to at its address, and at no other', async () => {
  const ada = await shop.customerWith({ MUG: 1 })
  expect(await bodyOf(shop.place(ada, { email: 'eve@example.com' }))).toMatchObject({
    status: 422,
    code: 'email-known',
    errors: [{ pointer: '/email' }],
  })
  expect((await shop.place(ada)).email).toBeUndefined()
})

test("a guest sees their own orders and payments; somebody else's are as good as missing", async () => {
  const who = await guestWithAMug()
  const { id: orderId } = await shop.place(who, { email: 'guest@example.com' })
  const mine = shop.world.as(who)
  expect((await mine.request(subject.readOrder, { orderId })).id).toBe(orderId)
  expect((await mine.request(subject.listOrders, {})).items.map(({ id }) => id)).toEqual([orderId])
  expect((await mine.request(subject.readTimeline, { orderId })).items).toHaveLength(2)
  expect((await mine.request(listPayments, { orderId })).items).toHaveLength(1)
  for (const other of [guest(), customer(newId('usr'))]) {
    const asked = shop.world.as(other)
    expect((await asked.request(listPayments, { orderId })).items).toEqual([])
    const refused = async (id: string) =>
      JSON.stringify(await bodyOf(asked.request(subject.readOrder, { orderId: id }))).replaceAll(id, 'id')
    expect(await refused(orderId)).toContain('not-found')
    expect(await refused(orderId)).toBe(await refused(newId('ord')))
  }
})

test('a guest is written to where they last said', async () => {
  const [who, silent] = [await guestWithAMug(), await guestWithAMug()]
  await shop.place(who, { email: 'first@example.com' })
  await shop.world.as(who).request(putCartLine, { sku: 'MUG', quantity: 1 })
  await shop.place(who, { email: 'second@example.com' })
  const asked = shop.world.tools.request(readGuestContacts, { guestIds: [who.id, silent.id] })
  expect(await asked).toEqual({
    contacts: [{ userId: who.id, email: 'second@example.com', name: 'Ada Lovelace' }],
  })
})
