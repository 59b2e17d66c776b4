import { expect, test } from 'vitest'
import { cartEmpty, quoteCart, readCart } from '#subjects/carts.ts'
import { newId } from '#subjects/id.ts'
import { couponNotApplicable, couponUnknown, shippingUnavailable } from '#subjects/pricing.ts'
import { createCoupon, createPromotion } from '#subjects/promotions.ts'
import { createShippingMethod, createTaxRate } from '#subjects/store.ts'
import type { InputOf } from '#subjects/subject.ts'
import { openShop } from '../../shop.ts'
import { customer, outcomeOf, staff } from '../../world.ts'

const eur = (amount: number) => ({ amount, currency: 'EUR' })
const once = () => ({ idempotencyKey: newId('key') })

test('a quote says what an order of the cart would cost, and changes nothing', async () => {
  await using shop = await openShop()
  const desk = shop.world.as(staff)
  const offer = (name: string, amount: number, country: string) =>
    desk.request(
      createShippingMethod,
      { name, zones: [{ country }], rates: { by: 'price', currency: 'EUR', tiers: [{ upTo: null, amount }] } },
      once(),
    )
  await desk.request(createTaxRate, { name: 'VAT', country: 'GB', taxClass: 'standard', ratePpm: 200_000 })
  const express = await offer('Express', 990, 'GB')
  const standard = await offer('Standard', 490, 'GB')
  await offer('Courier', 190, 'DE')
  const promotion = { name: 'Ten off', benefit: { kind: 'percentage' as const, percent: 10 }, couponOnly: true }
  const { id: promotionId } = await desk.request(
    createPromotion,
    { ...promotion, conditions: { minimum: eur(2_000) } },
    once(),
  )
  await desk.request(createCoupon, { code: 'SPRING', promotionId, mostUses: 1 })
  const ada = await shop.customerWith({ MUG: 2 })
  const quote = (input: InputOf<typeof quoteCart>, who = ada) => shop.world.as(who).request(quoteCart, input)

  const options = [
    { id: standard.id, name: 'Standard', amount: eur(490) },
    { id: express.id, name: 'Express', amount: eur(990) },
  ]
  const destination = { country: 'GB' }
  const plain = await quote({ destination })
  expect(plain).toMatchObject({ total: eur(3_470), shippingMethod: options[0], shippingOptions: options })
  expect(plain.tax).toEqual(eur(497 + 82))
  const dear = { destination, shippingMethod: express.id, couponCode: 'spring' }
  const discounted = {
    discount: eur(298),
    discounts: [{ promotionId, code: 'SPRING', appliesTo: 'goods', amount: eur(298) }],
    total: eur(2_980 - 298 + 990),
  }
  expect(await quote(dear)).toMatchObject(discounted)
  expect(await quote(dear)).toMatchObject(discounted)
  expect(await quote({})).toMatchObject({ shippingOptions: [], shipping: eur(0), total: eur(2_980) })
  expect(await shop.world.as(ada).request(readCart, {})).toMatchObject({ discounts: [], version: 1 })

  const abroad = await outcomeOf(quote({ destination: { country: 'FR' } }))
  expect(abroad).toSatisfy(shippingUnavailable.matches)
  expect(abroad).toMatchObject({ body: { offered: [] } })
  expect(await outcomeOf(quote({ couponCode: 'WINTER' }))).toSatisfy(couponUnknown.matches)
  const bob = await shop.customerWith({ MUG: 1 })
  const refusal = await outcomeOf(quote({ couponCode: 'SPRING' }, bob))
  expect(refusal).toSatisfy(couponNotApplicable.matches)
  expect(await outcomeOf(quote({}, customer(newId('usr'))))).toSatisfy(cartEmpty.matches)
})
