import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { disputes, payments, providerCalls, reconciliations, transactions } from '#db/payments/schema.ts'
import { listTransactions, readReconciliation, reconcile } from '#subjects/books.ts'
import { newId } from '#subjects/id.ts'
import { staff } from '../../world.ts'
import { brokenLaws } from '../../test-laws.ts'
import { anOrder, authorize, capture, eventually, letGo, type PaymentsWorld, startPayments } from '../payments-world.ts'
import { authorizePayment } from '../authorize-payment.ts'
import { paymentsByHand } from '../test-payments.ts'
import { holdAgainst } from './hold-against.ts'
import { keepBooks } from './keep-books.ts'
import { runReconciliations } from './run-reconciliations.ts'

test('the books have what was sold, taken, given back, kept by the provider, disputed and paid out, and add up', async () => {
  await using shop = await startPayments()
  const [kept, returned, freed] = [anOrder(), anOrder(), anOrder()]
  for (const order of [kept, returned, freed]) await authorize(shop.tools, order)
  for (const order of [kept, returned]) await capture(shop.tools, order)
  for (const order of [returned, freed]) await letGo(shop.tools, order)
  await shop.outside(`payment_intents/${(await shop.row(kept.orderId)).intentId}/dispute`)
  await shop.outside('payouts')
  expect(await reconciled(shop)).toMatchObject({ checked: 3, underway: 0, repaired: [], raised: [] })

  // 2.9 % and 30 cents of 49.99 twice, and 15.00 for looking into the dispute, more than there is to be paid out.
  expect(await balances(shop)).toEqual({
    customer_receivable: 0,
    revenue: -9_998,
    refunds: 4_999,
    disputes: 4_999,
    fees: 2 * 175 + 1_500,
    provider_clearing: -1_850,
  })
  expect(await brokenLaws('payments', shop.db)).toEqual({})
  const before = await shop.db.$count(transactions)
  await Promise.all([keepBooks({ db: shop.db, stopping: new AbortController().signal }), reconciled(shop)])
  expect(await shop.db.$count(transactions), 'and each thing once').toBe(before)

  const { items, next } = await shop.world.as(staff).request(listTransactions, { limit: 2 })
  expect([items.length, next]).toEqual([2, expect.any(String)])
  const { paymentId } = (await shop.db.select().from(transactions)).find(({ kind }) => kind === 'sale') ?? {}
  const ofOne = await shop.world.as(staff).request(listTransactions, { paymentId: paymentId ?? '' })
  expect(ofOne.items.every((entry) => entry.paymentId === paymentId)).toBe(true)
})

test('nobody can change the books, and what does not add up is not written', async () => {
  await using shop = await startPayments()
  const entry = { transfer: 'sale:x', kind: 'sale' as const, currency: 'EUR' }
  const debit = { ...entry, account: 'customer_receivable' as const, amount: 5 }
  const write = (amount: number) =>
    shop.db.insert(transactions).values([debit, { ...entry, account: 'revenue' as const, amount }])
  await expect(write(-4)).rejects.toMatchObject({ cause: { code: '23514' } })
  await write(-5)
  const own = postgres(shop.world.databaseUrl('payments'), { max: 1 })
  await expect(own`update transactions set amount = 6`).rejects.toMatchObject({ code: '42501' })
  await expect(own`delete from transactions`).rejects.toMatchObject({ code: '42501' })
  await expect(own`truncate transactions`).rejects.toMatchObject({ code: '42501' })
  await own.end()
})

test('what we missed is taken over, and money of ours that belongs to no payment goes back', async () => {
  await using shop = await startPayments()
  const missed = anOrder('pm_card_authenticationRequired')
  await authorize(shop.tools, missed)
  await shop.authenticate((await shop.row(missed.orderId)).intentId, 'succeed')
  await shop.db.execute(sql`update payments set next_at = null`)
  const metadata = { payment_id: newId('pay'), order_id: newId('ord') }
  const [held, taken] = [await charge(shop, 'manual', metadata), await charge(shop, 'automatic', metadata)]
  const strange = await charge(shop, 'automatic', {})

  const found = await reconciled(shop)
  expect(found.repaired.map(({ what, providerId }) => [what, providerId])).toEqual(
    expect.arrayContaining([
      ['behind', (await shop.row(missed.orderId)).intentId],
      ['orphan', held],
      ['orphan', taken],
    ]),
  )
  expect(found.raised).toMatchObject([{ what: 'stranger', providerId: strange, paymentId: null }])
  expect((await shop.row(missed.orderId)).status).toBe('authorized')
  expect(await shop.effectsOf(held)).toEqual(['created', 'authorized', 'released', 'canceled'])
  expect(await shop.effectsOf(taken)).toEqual(['created', 'authorized', 'captured', 'refunded'])
  expect(await shop.effectsOf(strange), 'what was never ours is left alone').not.toContain('refunded')
  expect(await reconciled(shop)).toMatchObject({ repaired: [], raised: [{ what: 'stranger' }] })
  expect(await brokenLaws('payments', shop.db)).toEqual({})
  shop.world.bugs.length = 0
})

test("what another system took in part and gave back is nobody's concern", async () => {
  await using shop = await startPayments()
  const intent = await charge(shop, 'manual', {})
  await atStripe(shop, `payment_intents/${intent}/capture`, { amount_to_capture: '300' })
  expect((await reconciled(shop)).raised).toMatchObject([{ what: 'stranger' }])
  await atStripe(shop, 'refunds', { payment_intent: intent })
  expect((await reconciled(shop)).raised).toEqual([])
  shop.world.bugs.length = 0
})

test('what another system took under the same words is left alone', async () => {
  await using shop = await startPayments()
  const others = [{ payment_id: '48213' }, { payment_id: newId('pay') }, { payment_id: '7', order_id: newId('ord') }]
  const strange = await Promise.all(others.map((metadata) => charge(shop, 'automatic', metadata)))
  const { repaired, raised } = await reconciled(shop)
  expect(repaired).toEqual([])
  expect(raised.map(({ what }) => what)).toEqual(['stranger', 'stranger', 'stranger'])
  for (const intent of strange) expect(await shop.effectsOf(intent)).not.toContain('refunded')
  shop.world.bugs.length = 0
})

test('where many payments are gone from the database none is given back, nor once only a few of them are looked at', async () => {
  await using shop = await startPayments()
  const orders = Array.from({ length: 6 }, () => anOrder())
  for (const order of orders) {
    await authorize(shop.tools, order)
    await capture(shop.tools, order)
  }
  const [first] = await shop.db.select().from(payments)
  await shop.db.delete(providerCalls)
  await shop.db.delete(payments)
  expect((await reconciled(shop)).raised.map(({ what }) => what)).toEqual(Array(6).fill('orphan'))
  if (first) await shop.db.insert(payments).values(first)
  expect(await reconciled(shop)).toMatchObject({ repaired: [], raised: { length: 5 } })
  for (const { orderId } of orders) expect(await shop.effects(orderId)).not.toContain('refunded')
  shop.world.bugs.length = 0
})

test('a dispute of which no webhook told is found', async () => {
  await using shop = await startPayments()
  const order = anOrder()
  await authorize(shop.tools, order)
  await capture(shop.tools, order)
  await shop.outside(`payment_intents/${(await shop.row(order.orderId)).intentId}/dispute`)
  await reconciled(shop)
  expect(await shop.row(order.orderId)).toMatchObject({ frozen: true })
  await reconciled(shop)
  expect(await shop.db.select().from(disputes)).toMatchObject([{ state: 'open', version: 1 }])
})

test('what there is no certain answer to is raised, and what the provider cannot say is asked again', async () => {
  await using shop = await startPayments()
  const [first, gone] = [anOrder(), anOrder()]
  for (const order of [first, gone]) {
    await authorize(shop.tools, order)
    await capture(shop.tools, order)
  }
  await shop.db.execute(sql`update payments set refunded = 100, to_refund = 100 where order_id = ${first.orderId}`)
  await shop.db.execute(sql`update payments set intent_id = 'pi_gone' where order_id = ${gone.orderId}`)
  await shop.fault({ do: '429', match: { path: '/v1/balance_transactions' } })
  const { id } = await shop.tools.request(reconcile, {})
  await eventually(async () => expect((await shop.db.select().from(reconciliations))[0]?.lastError).toContain('Rate'))
  await shop.db.update(reconciliations).set({ leaseUntil: null })
  const { raised } = await finished(shop, id)
  expect(raised.map(({ what }) => what).toSorted()).toEqual(['missing', 'refunded'])
  shop.world.bugs.length = 0
})

test('what is paid while a reconciliation runs is not looked up one by one', async () => {
  await using shop = await paymentsByHand()
  for (let paid = 0; paid < 3; paid++) await authorizePayment(anOrder(), shop.context)
  const looked: string[] = []
  const look = (id: string) => {
    looked.push(id)
    return shop.context.provider.look(id)
  }
  const earlier = {
    ...shop.context,
    provider: { ...shop.context.provider, look },
    now: () => new Date(Date.now() - 600_000),
  }
  expect(await holdAgainst(earlier, async () => {})).toMatchObject({ raised: [] })
  expect(looked).toEqual([])
})

test('what has been held for longer than the provider is asked to list is looked at, too', async () => {
  let shiftMs = 0
  await using shop = await paymentsByHand({ now: () => Date.now() + shiftMs })
  const order = anOrder()
  await authorizePayment(order, shop.context)
  shiftMs = 7.5 * 24 * 3_600_000
  const later = { ...shop.context, now: () => new Date(Date.now() + shiftMs) }
  expect(await holdAgainst(later, async () => {})).toMatchObject({ repaired: [{ what: 'behind' }], raised: [] })
  expect(await shop.db.select().from(payments)).toMatchObject([{ status: 'cancelled', intentState: 'released' }])
})

test('however long it takes to look at what is older, nobody else takes the reconciliation up meanwhile', async () => {
  await using shop = await paymentsByHand()
  for (let held = 0; held < 3; held++) await authorizePayment(anOrder(), shop.context)
  let [renewed, looks] = [0, 0]
  const look = (id: string) => {
    looks += 1
    expect(renewed, 'before each of them').toBeGreaterThanOrEqual(looks)
    return shop.context.provider.look(id)
  }
  const later = {
    ...shop.context,
    provider: { ...shop.context.provider, look },
    now: () => new Date(Date.now() + 3 * 24 * 3_600_000),
  }
  await holdAgainst(later, async () => void (renewed += 1))
  expect(looks).toBe(3)
})

test('while a reconciliation goes on from page to page nobody else takes it up', async () => {
  await using shop = await paymentsByHand()
  await shop.db.insert(reconciliations).values({ id: newId('rec') })
  const runOut = sql`update reconciliations set lease_until = clock_timestamp() - interval '1 second'`
  const secondsLeft = sql`select extract(epoch from lease_until - clock_timestamp())::float8 as seconds from reconciliations`
  const leases: number[] = []
  const { provider } = shop.context
  const intents: typeof provider.intents = async ({ after }) => {
    const [left] = await shop.db.execute<{ seconds: number }>(secondsLeft)
    leases.push(left?.seconds ?? 0)
    await shop.db.execute(runOut)
    return { kind: 'page', items: [], next: after === null ? 'pi_last' : null }
  }
  await runReconciliations({ ...shop.context, provider: { ...provider, intents } })
  expect(leases.map((seconds) => seconds > 55)).toEqual([true, true])
  expect(await shop.db.select().from(reconciliations)).toMatchObject([{ finishedAt: expect.any(Date) }])
})

test('no reconciliation is begun while one is not done', async () => {
  await using shop = await paymentsByHand()
  await authorizePayment(anOrder(), shop.context)
  await shop.db.execute(sql`update payments set created_at = clock_timestamp() - interval '1 day'`)
  await shop.fault({ do: '429', times: 100, match: { path: '/v1/payment_intents' } })
  for (let round = 0; round < 3; round++) {
    await runReconciliations(shop.context)
    await shop.db.execute(
      sql`update reconciliations set started_at = started_at - interval '6 minutes', lease_until = null`,
    )
  }
  expect(await shop.db.$count(reconciliations)).toBe(1)
})

async function reconciled(shop: PaymentsWorld) {
  return finished(shop, (await shop.tools.request(reconcile, {})).id)
}

async function finished(shop: PaymentsWorld, reconciliationId: string) {
  const read = () => shop.tools.request(readReconciliation, { reconciliationId })
  await eventually(async () => expect((await read()).finishedAt).not.toBeNull())
  return read()
}

async function balances(shop: PaymentsWorld) {
  const rows = await shop.db.execute<{ account: string; sum: number }>(
    sql`select account, sum(amount)::float8 from transactions group by account`,
  )
  return Object.fromEntries(rows.map(({ account, sum }) => [account, sum]))
}

/** A payment that was made without us. */
async function charge(shop: PaymentsWorld, capture: string, metadata: Readonly<Record<string, string>>) {
  const pairs = Object.entries(metadata).map(([name, value]) => [`metadata[${name}]`, value])
  const means = { amount: '700', currency: 'eur', confirm: 'true', payment_method: 'pm_card_visa' }
  const how = { capture_method: capture, 'allowed_payment_method_types[]': 'card' }
  return atStripe(shop, 'payment_intents', { ...means, ...how, ...(Object.fromEntries(pairs) as object) })
}

/** Asks the provider for something as another system does; answers what it calls it. */
async function atStripe({ sandbox }: PaymentsWorld, path: string, asked: Record<string, string>): Promise<string> {
  const answer = await fetch(`${sandbox.url}/v1/${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_other' },
    body: new URLSearchParams(asked),
  })
  return ((await answer.json()) as { id: string }).id
}
