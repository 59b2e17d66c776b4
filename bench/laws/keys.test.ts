import { expect, test } from 'vitest'
import { newId } from '#subjects/id.ts'
import { detachPaymentMethod, setUpPaymentMethod } from '#subjects/payment-methods.ts'
import { anOrder, authorize, capture, insist, startPayments } from '#actors/payments/payments-world.ts'
import { customer } from '#actors/world.ts'
import { connectDb } from '#db/client.ts'
import { keyOffenders, unheardKeys, unknownKeys } from './keys.ts'

test('every key that the provider knows is written down, and it knows every one that it has answered', async () => {
  await using shop = await startPayments()
  const who = customer(newId('usr'))
  const ada = shop.world.as(who)
  const key = () => ({ idempotencyKey: newId('key') })
  await shop.fault({ do: '500_after', match: { key: 'customer:*' } })
  const named = key()
  const { paymentMethod: kept } = await insist(() =>
    ada.request(setUpPaymentMethod, { paymentMethod: 'pm_card_visa' }, named),
  )
  const { paymentMethod: _, ...order } = anOrder()
  const paid = { ...order, customerId: who.id, paymentMethod: kept?.id ?? '' }
  await authorize(shop.tools, paid)
  await capture(shop.tools, paid)
  await ada.request(detachPaymentMethod, { paymentMethodId: kept?.id ?? '' }, key())

  await using db = connectDb(shop.world.databaseUrl('payments'), { max: 1, name: 'test' })
  expect(await keyOffenders(db.sql, shop.sandbox.url)).toEqual([])
  const headers = { authorization: 'Bearer sk_test_world', 'idempotency-key': `customer:${newId('usr')}` }
  await fetch(`${shop.sandbox.url}/v1/customers`, { method: 'POST', headers })
  expect((await keyOffenders(db.sql, shop.sandbox.url)).join()).toMatch(
    /^S8 .*customer:usr_\w+ was written down nowhere$/,
  )
})

const ours = {
  known: new Set(['auth:pay_1:1', 'customer:usr_1', 'customer:usr_1:pms_1']),
  sent: ['auth:pay_1:1', 'customer:usr_1'],
}

test('a key that the provider never heard of, or that nobody wrote down, is told; those of others are not', () => {
  expect(unknownKeys(['auth:pay_1:1', 'of-somebody-else', 'detach:pmt_1'], ours)).toMatchObject(
    [/detach:pmt_1/].map((each) => expect.stringMatching(each)),
  )
  expect(unheardKeys(['auth:pay_1:1', 'customer:usr_1:pms_1'], ours)).toEqual([])
  expect(unheardKeys(['customer:usr_1'], ours)).toEqual([expect.stringMatching(/auth:pay_1:1/)])
})
