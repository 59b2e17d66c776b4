import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { brokenLaws } from '../../test-laws.ts'
import { booksAt } from '../provider-books.ts'
import type { Window } from '../provider-port.ts'
import type { Stripe } from '../stripe.ts'
import { paymentsByHand } from '../test-payments.ts'
import { holdAgainst } from './hold-against.ts'

/** Movements of a balance as Stripe tells them (https://docs.stripe.com/reports/balance-transaction-types). */
const told = [
  ['stripe_fee', 'fee', -250],
  ['adjustment', 'other_adjustment', -40],
  ['adjustment', 'dispute', -4_999],
  ['reserve_transaction', 'risk_reserved_funds', -1_000],
  ['topup', 'topup', 10_000],
  ['a_kind_yet_to_come', 'and_its_category', -7],
] as const

test('whatever moves the balance has an account, and what nobody has heard of is raised', async () => {
  await using shop = await paymentsByHand()
  const data = told.map(([type, category, amount], index) => {
    return { id: `txn_${index}`, type, reporting_category: category, amount, fee: 0, currency: 'eur', source: null }
  })
  const list = { balanceTransactions: { list: async () => ({ data, has_more: false }) } } as unknown as Stripe
  const noIntent = () => {
    throw new Error('There is no intent in a movement')
  }
  const books = booksAt(list, async (_name, ask) => ask(), noIntent)
  const provider = { ...shop.context.provider, movements: (window: Window) => books.movements(window) }
  const context = { ...shop.context, provider }
  for (let times = 0; times < 2; times++) {
    const held = await holdAgainst(context, async () => {})
    expect(held).toMatchObject({ raised: [{ what: 'movement', providerId: 'txn_5' }] })
  }
  const booked = await shop.db.execute<{ account: string; sum: number }>(
    sql`select account, sum(amount)::float8 as sum from transactions group by account`,
  )
  expect(Object.fromEntries(booked.map(({ account, sum }) => [account, sum]))).toEqual({
    fees: 250,
    adjustments: 1_040,
    disputes: 4_999,
    bank: -10_000,
    provider_clearing: 3_711,
  })
  expect(await brokenLaws('payments', shop.db)).toEqual({})
})
