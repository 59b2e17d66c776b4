import { expect, test } from 'vitest'
import { readCart } from '#subjects/carts.ts'
import { newId } from '#subjects/id.ts'
import { ruleInvalid } from '#subjects/pricing.ts'
import { notFound, preconditionFailed } from '#subjects/problem.ts'
import { categoryUnknown } from '#subjects/products.ts'
import * as offers from '#subjects/promotions.ts'
import * as subject from '#subjects/store.ts'
import type { InputOf } from '#subjects/subject.ts'
import { orders } from '../actor.ts'
import { products } from '../../products/actor.ts'
import { openShop } from '../../shop.ts'
import { outcomeOf, staff, startWorld, type World } from '../../world.ts'

const once = () => ({ idempotencyKey: newId('key') })
const eur = (amount: number) => ({ amount, currency: 'EUR' })

const tenOff: InputOf<typeof offers.createPromotion> = { name: 'Ten off', benefit: { kind: 'percentage', percent: 10 } }
const german = { name: 'VAT', country: 'DE', taxClass: 'standard', ratePpm: 190_000 }
const flat: InputOf<typeof subject.createShippingMethod> = {
  name: 'Standard',
  rates: { by: 'price', currency: 'EUR', tiers: [{ upTo: null, amount: 490 }] },
}

const version = (one: number) => ({ ifVersion: [one] })

test('what staff change of the rules is what the next cart costs', async () => {
  await using shop = await openShop()
  const desk = shop.world.as(staff)
  const ada = await shop.customerWith({ MUG: 2 })
  const cart = () => shop.world.as(ada).request(readCart, {})
  expect(await cart()).toMatchObject({ total: eur(2_980), tax: eur(0) })

  const rate = await desk.request(subject.createTaxRate, german)
  expect(await cart()).toMatchObject({ total: eur(2_980), tax: eur(476) })
  const promotion = await desk.request(offers.createPromotion, tenOff, once())
  expect(await cart()).toMatchObject({ total: eur(2_682), discount: eur(298) })
  await desk.request(offers.updatePromotion, { promotionId: promotion.id, active: false }, version(1))
  expect(await cart()).toMatchObject({ total: eur(2_980), discounts: [] })
  await desk.request(subject.updateStore, { pricesIncludeTax: false, orderPrefix: 'SHOP' }, version(1))
  expect(await cart()).toMatchObject({ subtotal: eur(2_980), tax: eur(566), total: eur(3_546), taxIncluded: false })
  await desk.request(subject.deleteTaxRate, { taxRateId: rate.id }, version(1))
  expect(await cart()).toMatchObject({ total: eur(2_980), tax: eur(0) })
  await desk.request(subject.createShippingMethod, flat, once())
  expect(await shop.place(ada)).toMatchObject({ number: 'SHOP-100001', shipping: eur(490), total: eur(3_470) })
  await shop.rest()
  expect(await shop.offenders()).toEqual([])
})

const promote = (world: World, change: Partial<InputOf<typeof offers.createPromotion>>) =>
  outcomeOf(world.as(staff).request(offers.createPromotion, { ...tenOff, ...change }, once()))

test.each(['2016-12-31T23:59:60Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-01:00'])(
  'a time that no calendar of the database has (%s) is refused where it was said',
  async (time) => {
    await using world = await startWorld([orders, products])
    for (const [change, pointer] of [
      [{ startsAt: time }, '/startsAt'],
      [{ endsAt: time }, '/endsAt'],
    ] as const)
      expect(await promote(world, change)).toMatchObject({ body: { status: 400, errors: [{ pointer }] } })
  },
)

test('a promotion that contradicts itself is refused at the field to be mended', async () => {
  await using world = await startWorld([orders, products])
  const tiers = [1_000, 5_000, 1_000].map((from) => ({ from, percent: 5 }))
  const inTiers = { kind: 'tiers' as const, currency: 'EUR', tiers }
  const dollars = { minimum: { amount: 1, currency: 'USD' } }
  const refusals = [
    [{ startsAt: '2026-02-01T00:00:00.000Z', endsAt: '2026-02-01T00:00:00.000Z' }, '/endsAt'],
    [{ benefit: inTiers }, '/benefit/tiers/2/from'],
    [{ benefit: { kind: 'fixed' as const, amount: { amount: 5, currency: 'QQQ' } } }, '/benefit/amount/currency'],
    [{ benefit: { kind: 'fixed' as const, amount: eur(5) }, conditions: dollars }, '/conditions/minimum/currency'],
  ] as const
  for (const [change, pointer] of refusals) {
    const refusal = await promote(world, change)
    expect(refusal).toSatisfy(ruleInvalid.matches)
    expect(refusal).toMatchObject({ body: { errors: [{ pointer }] } })
  }
  const unknown = await promote(world, { conditions: { categories: ['nowhere'] } })
  expect(unknown).toSatisfy(categoryUnknown.matches)
  expect(await world.as(staff).request(offers.listPromotions, {})).toEqual({ items: [], next: null })
})

test('a promotion that would come to contradict itself stays as it was', async () => {
  await using world = await startWorld([orders])
  const desk = world.as(staff)
  const { id: promotionId } = await desk.request(
    offers.createPromotion,
    { ...tenOff, startsAt: '2026-02-01T00:00:00.000Z' },
    once(),
  )
  const change = { promotionId, endsAt: '2026-01-01T00:00:00.000Z' }
  expect(await outcomeOf(desk.request(offers.updatePromotion, change, version(1)))).toSatisfy(ruleInvalid.matches)
  const renamed = await desk.request(offers.updatePromotion, { promotionId, name: 'Winter' }, version(1))
  expect(renamed).toMatchObject({ name: 'Winter', version: 2, endsAt: null })
  const late = await outcomeOf(desk.request(offers.updatePromotion, { promotionId, name: 'Lost' }, version(1)))
  expect(late).toSatisfy(preconditionFailed.matches)
  expect(await desk.request(offers.readPromotion, { promotionId })).toEqual(renamed)
})

test('ways to send goods go up tier by tier, and only the last has no bound', async () => {
  await using world = await startWorld([orders])
  const desk = world.as(staff)
  const offer = (bounds: readonly (number | null)[]) => {
    const tiers = bounds.map((upTo) => ({ upTo, amount: 1 }))
    const rates = { by: 'weight' as const, currency: 'EUR', tiers }
    return outcomeOf(desk.request(subject.createShippingMethod, { name: 'Parcel', rates }, once()))
  }
  expect(await offer([5, 5])).toMatchObject({ body: { errors: [{ pointer: '/rates/tiers/1/upTo' }] } })
  expect(await offer([null, 5])).toMatchObject({ body: { errors: [{ pointer: '/rates/tiers/1' }] } })
  const made = (await offer([5, 9, null])) as { id: string }
  expect(made).toMatchObject({ zones: [], taxClass: 'standard', active: true, version: 1 })
  const [shippingMethodId, name] = [made.id, 'Post']
  const renamed = await desk.request(subject.updateShippingMethod, { shippingMethodId, name }, version(1))
  expect(await desk.request(subject.listShippingMethods, {})).toEqual({ items: [renamed], next: null })
  expect(await desk.request(subject.deleteShippingMethod, { shippingMethodId }, version(2))).toBeNull()
  expect(await outcomeOf(desk.request(subject.readShippingMethod, { shippingMethodId }))).toSatisfy(notFound.matches)
})

test('there is one coupon of a code, however it is written, and one tax rate of a place and class', async () => {
  await using world = await startWorld([orders])
  const desk = world.as(staff)
  const given = await desk.request(offers.createPromotion, tenOff, once())
  const { id: promotionId } = await desk.request(offers.createPromotion, { ...tenOff, couponOnly: true }, once())
  const issue = (code: string, of = promotionId) =>
    outcomeOf(desk.request(offers.createCoupon, { code, promotionId: of, mostUses: 5 }))
  expect(await issue('Spring-10')).toMatchObject({ code: 'SPRING-10', used: 0, mostUsesPerCustomer: null })
  expect(await issue('SPRING-10')).toSatisfy(offers.couponTaken.matches)
  expect(await issue('OPEN', given.id)).toMatchObject({ body: { errors: [{ pointer: '/promotionId' }] } })
  expect(await issue('LOST', newId('prm'))).toSatisfy(ruleInvalid.matches)
  await issue('AUTUMN-10')
  const first = await desk.request(offers.listCoupons, { limit: 1, include: 'total' })
  expect(first).toMatchObject({ items: [{ code: 'AUTUMN-10' }], total: 2 })
  const rest = await desk.request(offers.listCoupons, { limit: 1, cursor: first.next ?? '' })
  expect(rest).toMatchObject({ items: [{ code: 'SPRING-10' }], next: null })
  expect(await desk.request(offers.readCoupon, { code: 'spring-10' })).toEqual(rest.items[0])

  await desk.request(subject.createTaxRate, german)
  expect(await outcomeOf(desk.request(subject.createTaxRate, german))).toSatisfy(subject.taxRateTaken.matches)
  await desk.request(subject.createTaxRate, { ...german, region: 'Helgoland', ratePpm: 0 })
  for (const region of ['HELGOLAND', ' Helgoland '])
    expect(await outcomeOf(desk.request(subject.createTaxRate, { ...german, region }))).toSatisfy(
      subject.taxRateTaken.matches,
    )
  expect((await desk.request(subject.listTaxRates, {})).items).toHaveLength(2)
})

test('what is made twice under one key is made once', async () => {
  await using world = await startWorld([orders])
  const key = once()
  const desk = world.as(staff)
  const make = () => desk.request(offers.createPromotion, { ...tenOff, couponOnly: true }, key)
  const { id: promotionId } = await make()
  expect((await make()).id).toBe(promotionId)
  expect((await desk.request(offers.listPromotions, {})).items).toHaveLength(1)
  const issue = () => desk.request(offers.createCoupon, { code: 'SPRING', promotionId }, key)
  expect(await issue()).toEqual(await issue())
  const tax = () => desk.request(subject.createTaxRate, german, key)
  expect(await tax()).toEqual(await tax())
})
