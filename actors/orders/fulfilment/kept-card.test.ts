import { expect, test } from 'vitest'
import { payments, paymentMethods } from '#db/payments/schema.ts'
import { newId } from '#subjects/id.ts'
import { placeOrder } from '#subjects/orders.ts'
import { paymentMethodMissing } from '#subjects/payments.ts'
import { setUpPaymentMethod } from '#subjects/payment-methods.ts'
import { notFound } from '#subjects/problem.ts'
import { openShop, shippingAddress } from '../../shop.ts'
import { ask, exchangeOf, key, receive, shipAll, wanting } from './test-exchange.ts'

test('an order that names no payment method is paid with the card that is kept, and so is its exchange', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ MUG: 2, TENT: 3 })
  const asAda = shop.world.as(ada)
  const place = (paymentMethod?: string) =>
    asAda.request(placeOrder, { shippingAddress, ...(paymentMethod !== undefined && { paymentMethod }) }, key())
  await expect(place()).rejects.toSatisfy(paymentMethodMissing.matches)
  await expect(place(newId('pmt'))).rejects.toSatisfy(notFound.matches)

  await asAda.request(setUpPaymentMethod, { paymentMethod: 'pm_card_mastercard' }, key())
  const order = await place()
  expect(order.status).toBe('confirmed')
  await shop.rest()
  await shipAll(shop, order)
  const { id } = await ask(shop, ada, order.id, wanting({ MUG: 1 }))
  await receive(shop, id)
  await shop.rest()
  const exchange = await exchangeOf(shop, id)
  expect(exchange.status).toBe('confirmed')

  const [card] = await shop.world.db('payments').select().from(paymentMethods)
  const paid = await shop.world.db('payments').select().from(payments)
  for (const { id: orderId } of [order, exchange])
    expect(paid.find((payment) => payment.orderId === orderId)?.paymentMethod).toBe(card?.providerId)
  expect(await shop.offenders()).toEqual([])
})
