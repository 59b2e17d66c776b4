import { expect, test } from 'vitest'
import { notThatMany, shipOrder } from '#subjects/fulfilment.ts'
import { cancelOrder } from '#subjects/orders.ts'
import { updateStore } from '#subjects/store.ts'
import { openShop } from '../../shop.ts'
import { staff } from '../../world.ts'
import { key, read } from './test-exchange.ts'

test('a store may take the money when the first parcel leaves, once; until then it is only held', async () => {
  await using shop = await openShop()
  const desk = shop.world.as(staff)
  const early = await shop.place(await shop.customerWith({ MUG: 1 }))
  await desk.request(updateStore, { captureOn: 'shipment' }, { ifVersion: [1] })
  const ada = await shop.customerWith({ MUG: 2 })
  const [order, unwanted] = [await shop.place(ada), await shop.place(await shop.customerWith({ MUG: 1 }))]
  await shop.rest()
  expect((await shop.books(early.id)).captured, 'ordered before that').toBe(early.total.amount)
  for (const { id, total } of [order, unwanted])
    expect(await shop.books(id)).toMatchObject({ captured: 0, held: total.amount })

  const ship = (quantity: number) =>
    desk.request(shipOrder, { orderId: order.id, lines: [{ sku: 'MUG', quantity }], carrier: 'DHL' }, key())
  await expect(ship(3), 'a parcel that is refused takes no money').rejects.toSatisfy(notThatMany.matches)
  expect(await shop.books(order.id)).toMatchObject({ captures: 0, held: order.total.amount })
  await shop.fault({ do: '500_before', match: { key: 'capture:*' } })
  await expect(ship(1), 'nothing is sent that is not paid').rejects.toMatchObject({ body: { status: 503 } })
  expect(await read(shop, order.id)).toMatchObject({ status: 'confirmed' })
  await expect.poll(() => ship(1).then(() => 'sent', String), { timeout: 10_000 }).toBe('sent')
  expect(await shop.books(order.id)).toMatchObject({ captured: order.total.amount, captures: 1, held: 0 })
  await ship(1)
  await shop.world.as(staff).request(cancelOrder, { orderId: unwanted.id }, key())
  await shop.rest()
  expect(await shop.books(unwanted.id)).toMatchObject({ captured: 0, captures: 0, held: 0 })
  expect((await shop.books(order.id)).captures).toBe(1)
  expect(await shop.offenders()).toEqual([])
})
