import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { payments, refunds, transactions } from '#db/payments/schema.ts'
import { earliestId, newId } from '#subjects/id.ts'
import { brokenOf } from '../law.ts'
import { staff } from '../world.ts'
import { keepBooks } from './books/keep-books.ts'
import { laws } from './laws.ts'
import { paymentsByHand } from './test-payments.ts'

type ByHand = Awaited<ReturnType<typeof paymentsByHand>>
type Row = Partial<typeof payments.$inferInsert>

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

/** A payment of long ago, taken and booked then. */
async function longAgo({ db }: ByHand, row: Row = {}): Promise<string> {
  const at = minutesAgo(30 * 24 * 60)
  const id = earliestId('pay', at)
  const taken = { status: 'captured', intentState: 'taken', captured: 4_999, bookedCaptured: 4_999 } as const
  const times = { createdAt: at, updatedAt: at }
  await db
    .insert(payments)
    .values({ id, orderId: newId('ord'), amount: 4_999, currency: 'EUR', ...taken, ...times, ...row })
  const entry = { transfer: 'sale', kind: 'sale', currency: 'EUR', paymentId: id, bookedAt: at } as const
  await db.insert(transactions).values([
    { ...entry, account: 'revenue', amount: -4_999 },
    { ...entry, account: 'provider_clearing', amount: 4_999 },
  ])
  return id
}

/** What is found by whoever looks at the last hour. */
async function broken({ db }: ByHand): Promise<readonly string[]> {
  const span = { since: minutesAgo(60), until: minutesAgo(5) }
  return (await brokenOf((statement) => db.execute(sql.raw(statement)), laws, span)).map(({ what }) => what)
}

test('of a payment of long ago that is let go now, the money that stays is missed', async () => {
  await using hand = await paymentsByHand()
  const id = await longAgo(hand)
  expect(await broken(hand)).toEqual([])
  await hand.db
    .update(payments)
    .set({ wanted: 'nothing', nextAt: minutesAgo(0) })
    .where(sql`id = ${id}`)
  expect(await broken(hand)).toEqual(['of what was let go no money is kept'])
})

test('of a payment of long ago that gives money back now, it is seen that more went back than was asked for', async () => {
  await using hand = await paymentsByHand()
  const id = await longAgo(hand)
  await hand.db.update(payments).set({ toRefund: 500, refunded: 500 }).where(sql`id = ${id}`)
  const given = { paymentId: id, amount: 400, createdAt: minutesAgo(1) }
  await hand.db.insert(refunds).values([
    { ...given, id: 'ret_1', upTo: 400 },
    { ...given, id: 'ret_2', upTo: 800 },
  ])
  await keepBooks(hand.context)
  expect(await broken(hand)).toEqual(['refunds are for what they were asked for'])
})

test('what staff give back is missed if it does not leave or is not told, and nobody goes on with it', async () => {
  await using hand = await paymentsByHand()
  const id = await longAgo(hand, { toRefund: 500 })
  const set = (row: Row) => hand.db.update(payments).set(row).where(sql`id = ${id}`)
  const given = { id: newId('rfd'), paymentId: id, amount: 500, upTo: 500, givenBy: staff.id }
  const missing = ['what staff give back leaves, and is told']
  await hand.db.insert(refunds).values({ ...given, createdAt: minutesAgo(1) })
  expect(await broken(hand), 'it has just been asked for').toEqual([])
  await hand.db.update(refunds).set({ createdAt: minutesAgo(6) })
  expect(await broken(hand)).toEqual(missing)
  await set({ nextAt: minutesAgo(0) })
  expect(await broken(hand), 'a timer goes on with it').toEqual([])
  await set({ nextAt: null, frozen: true })
  expect(await broken(hand), 'it is disputed').toEqual([])
  await set({ frozen: false, lost: 4_700, refunded: 299 })
  await keepBooks(hand.context)
  expect(await broken(hand), 'the rest was lost, and this is not told').toEqual(missing)
  await hand.db.update(refunds).set({ told: 299 })
  expect(await broken(hand)).toEqual([])
})
