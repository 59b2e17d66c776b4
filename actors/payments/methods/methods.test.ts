import { expect, test } from 'vitest'
import { methodSetups, paymentMethods as rows } from '#db/payments/schema.ts'
import { readReconciliation, reconcile } from '#subjects/books.ts'
import { newId } from '#subjects/id.ts'
import {
  detachPaymentMethod,
  listPaymentMethods,
  makePaymentMethodDefault,
  paymentMethodDeclined,
  readPaymentMethod,
  setUpPaymentMethod,
} from '#subjects/payment-methods.ts'
import { authorizePayment, paymentDeclined, paymentMethodMissing } from '#subjects/payments.ts'
import { notFound } from '#subjects/problem.ts'
import { customer } from '../../world.ts'
import { anOrder, eventually, insist, type PaymentsWorld, startPayments } from '../payments-world.ts'

const somebody = (shop: PaymentsWorld) => {
  const who = customer(newId('usr'))
  const asker = shop.world.as(who)
  const save = (paymentMethod?: string, idempotencyKey = newId('key')) =>
    asker.request(setUpPaymentMethod, paymentMethod === undefined ? {} : { paymentMethod }, { idempotencyKey })
  const list = async () => (await asker.request(listPaymentMethods, {})).items
  return { ...asker, id: who.id, save, list }
}

/** An order of theirs, paid with what they say; with the default, if they say nothing. */
function orderOf({ id }: { readonly id: string }, how: { paymentMethod?: string; offSession?: true } = {}) {
  const { paymentMethod: _token, ...order } = anOrder()
  return { ...order, customerId: id, ...how }
}

test('a card that is kept pays for orders that do not name one, and another one once it is the default', async () => {
  await using shop = await startPayments()
  const ada = somebody(shop)
  await expect(shop.tools.request(authorizePayment, orderOf(ada))).rejects.toSatisfy(paymentMethodMissing.matches)

  const { paymentMethod: visa, status } = await ada.save('pm_card_visa')
  const { paymentMethod: master } = await ada.save('pm_card_mastercard')
  if (!visa || !master) throw new Error('not kept')
  expect(status).toBe('succeeded')
  expect(await ada.list()).toMatchObject([
    { brand: 'mastercard', last4: '4444', isDefault: false },
    { brand: 'visa', last4: '4242', isDefault: true },
  ])
  expect(await paidWith(shop, orderOf(ada))).toBe(await providerIdOf(shop, visa.id))
  expect(await paidWith(shop, orderOf(ada, { paymentMethod: master.id }))).toBe(await providerIdOf(shop, master.id))

  await ada.request(makePaymentMethodDefault, { paymentMethodId: master.id })
  expect((await ada.list()).map(({ isDefault }) => isDefault)).toEqual([true, false])
  const away = orderOf(ada, { paymentMethod: 'pm_card_visa', offSession: true })
  expect(await paidWith(shop, away)).toBe(await providerIdOf(shop, master.id))
})

test("somebody else's card looks like one that there never was", async () => {
  await using shop = await startPayments()
  const [ada, eve] = [somebody(shop), somebody(shop)]
  const { paymentMethod } = await ada.save('pm_card_visa')
  for (const paymentMethodId of [paymentMethod?.id ?? '', newId('pmt')]) {
    const pays = orderOf(eve, { paymentMethod: paymentMethodId })
    await expect(shop.tools.request(authorizePayment, pays)).rejects.toSatisfy(notFound.matches)
    for (const asked of [readPaymentMethod, makePaymentMethodDefault, detachPaymentMethod]) {
      await expect(eve.request(asked, { paymentMethodId })).rejects.toSatisfy(notFound.matches)
    }
  }
  expect(await eve.list()).toEqual([])
})

test('a card is kept once however often the command comes, whatever happens to the answers', async () => {
  await using shop = await startPayments()
  const ada = somebody(shop)
  for (const key of ['customer:*', 'setup:*']) {
    await shop.fault({ do: '500_before', match: { key } })
    await shop.fault({ do: 'timeout_after', match: { key } })
  }
  const key = newId('key')
  const [one, other] = await Promise.all([1, 2].map(() => insist(() => ada.save('pm_card_visa', key))))
  expect(one?.paymentMethod?.id).toBe(other?.paymentMethod?.id)
  expect(await ada.list()).toHaveLength(1)
  expect(await shop.db.$count(methodSetups)).toBe(1)
  const made = (await shop.requests()).filter(({ status, path }) => status === 200 && path === '/v1/customers')
  expect(new Set(made.map(({ key }) => key)).size).toBe(1)
})

test('two cards that a new customer keeps at once are both kept, though the provider hears of the customer twice', async () => {
  await using shop = await startPayments()
  const ada = somebody(shop)
  await shop.fault({ do: 'slow', ms: 300, match: { key: 'customer:*' } })
  const both = await Promise.all([ada.save('pm_card_visa'), ada.save('pm_card_mastercard')])
  expect(both.map(({ status }) => status)).toEqual(['succeeded', 'succeeded'])
})

test('a card that is let go pays for nothing any more, and the provider hears of it when it is back', async () => {
  await using shop = await startPayments()
  const ada = somebody(shop)
  const { paymentMethod } = await ada.save('pm_card_visa')
  const paymentMethodId = paymentMethod?.id ?? ''
  await shop.fault({ do: '500_before', match: { key: 'detach:*' } })
  for (let times = 0; times < 2; times++) await ada.request(detachPaymentMethod, { paymentMethodId })
  await expect(ada.request(readPaymentMethod, { paymentMethodId })).rejects.toSatisfy(notFound.matches)
  await expect(shop.tools.request(authorizePayment, orderOf(ada))).rejects.toSatisfy(paymentMethodMissing.matches)
  await eventually(async () => expect((await shop.db.select().from(rows))[0]?.nextAt).toBeNull())
  expect(
    (await shop.requests()).filter(({ key, status }) => key?.startsWith('detach:') && status === 200),
  ).toHaveLength(1)
})

test('a bank may ask for its customer while a card is set up; the webhook then says how that went', async () => {
  await using shop = await startPayments({ webhooks: true })
  const ada = somebody(shop)
  const asked = await ada.save('pm_card_authenticationRequiredOnSetup')
  expect(asked).toMatchObject({ status: 'requires_action', clientSecret: expect.stringMatching(/^seti_/) })
  expect(await ada.list()).toEqual([])
  await shop.atBank(`setup_intents/${asked.clientSecret?.split('_secret_')[0]}`, 'succeed')
  await eventually(async () => expect(await ada.list()).toMatchObject([{ last4: '3155', isDefault: true }]))
  expect(await paidWith(shop, orderOf(ada, { offSession: true }))).not.toBeNull()
})

test('a card that its bank does not let be kept is not; a client that asks for cards itself gets a secret', async () => {
  await using shop = await startPayments()
  const ada = somebody(shop)
  const key = newId('key')
  for (let times = 0; times < 2; times++) {
    const saved = ada.save('pm_card_chargeDeclinedExpiredCard', key)
    await expect(saved).rejects.toSatisfy(paymentMethodDeclined.matches)
  }
  expect(await ada.save()).toMatchObject({ status: 'requires_payment_method', clientSecret: expect.any(String) })
  expect(await ada.list()).toEqual([])
})

test('while its holder is away, a card whose bank wants to ask them is declined', async () => {
  await using shop = await startPayments({ webhooks: true })
  const ada = somebody(shop)
  const asked = await ada.save('pm_card_authenticationRequired')
  await shop.atBank(`setup_intents/${asked.clientSecret?.split('_secret_')[0]}`, 'succeed')
  await eventually(async () => expect(await ada.list()).toHaveLength(1))
  const order = orderOf(ada, { offSession: true })
  await expect(shop.tools.request(authorizePayment, order)).rejects.toSatisfy(paymentDeclined.matches)
  await eventually(async () => expect((await shop.row(order.orderId)).intentState).toBe('released'))
  await shop.expectBooksToAgree()
})

test('a card that was kept although the answer was an error is known in the end', async () => {
  await using shop = await startPayments({ webhooks: true })
  const ada = somebody(shop)
  await shop.fault({ do: '500_after', match: { key: 'setup:*' } })
  const key = newId('key')
  await expect(ada.save('pm_card_visa', key)).rejects.toMatchObject({ body: { status: 503 } })
  await eventually(async () => expect(await ada.list()).toMatchObject([{ last4: '4242', isDefault: true }]))
  expect(await ada.save('pm_card_visa', key)).toMatchObject({ status: 'succeeded' })
  expect(await shop.db.$count(rows)).toBe(1)
})

test('a card that was kept although the answer was an error, and of which no webhook told, is found by reconciliation', async () => {
  await using shop = await startPayments()
  const ada = somebody(shop)
  await shop.fault({ do: '500_after', match: { key: 'setup:*' } })
  await expect(ada.save('pm_card_visa')).rejects.toMatchObject({ body: { status: 503 } })
  await shop.tools.request(reconcile, {})
  await eventually(async () => expect(await ada.list()).toMatchObject([{ last4: '4242', isDefault: true }]))
})

test('a card that was declined is decided: no reconciliation looks at it any more', async () => {
  await using shop = await startPayments()
  await expect(somebody(shop).save('pm_card_chargeDeclined')).rejects.toSatisfy(paymentMethodDeclined.matches)
  const { id: reconciliationId } = await shop.tools.request(reconcile, {})
  const read = () => shop.tools.request(readReconciliation, { reconciliationId })
  await eventually(async () => expect((await read()).finishedAt).not.toBeNull())
  const asked = (await shop.requests()).map(({ method, path }) => `${method} ${path}`)
  expect(asked).toContain('GET /v1/setup_intents')
  expect(asked.filter((line) => line.startsWith('GET /v1/setup_intents/'))).toEqual([])
})

test('an error that the provider repeats when a customer is made does not keep their cards away', async () => {
  await using shop = await startPayments()
  const ada = somebody(shop)
  await shop.fault({ do: '500_after', match: { key: 'customer:*' } })
  const key = newId('key')
  await insist(() => ada.save('pm_card_visa', key))
  await ada.save('pm_card_mastercard')
  expect(await ada.list()).toHaveLength(2)
})

async function paidWith(shop: PaymentsWorld, order: ReturnType<typeof orderOf>) {
  expect(await shop.tools.request(authorizePayment, order)).toMatchObject({ status: 'authorized' })
  return (await shop.row(order.orderId)).paymentMethod
}

const providerIdOf = async (shop: PaymentsWorld, id: string) =>
  (await shop.db.select().from(rows)).find((row) => row.id === id)?.providerId
