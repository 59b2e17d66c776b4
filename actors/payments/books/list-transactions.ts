import { and, desc, eq, lt } from 'drizzle-orm'
import { transactions } from '#db/payments/schema.ts'
import { totalOf } from '#db/total.ts'
import type * as subject from '#subjects/books.ts'
import { cursorInvalid, readCursor, writeCursor } from '#subjects/cursor.ts'
import type { Handler } from '../../actor.ts'

/** The books, the newest entry first. */
export const listTransactions: Handler<typeof subject.listTransactions> = async (input, { db }) => {
  const { limit = 20, cursor, include, paymentId } = input
  const list = `transactions ${paymentId ?? ''}`
  const before = cursor === undefined ? undefined : Number(readCursor(cursor, list))
  if (before !== undefined && !Number.isSafeInteger(before)) throw cursorInvalid()
  const isWanted = paymentId === undefined ? undefined : eq(transactions.paymentId, paymentId)
  const [rows, total] = await Promise.all([
    db
      .select()
      .from(transactions)
      .where(before === undefined ? isWanted : and(isWanted, lt(transactions.seq, before)))
      .orderBy(desc(transactions.seq))
      .limit(limit + 1),
    include && totalOf(db, transactions, isWanted),
  ])
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(({ bookedAt, ...entry }) => ({ ...entry, bookedAt: bookedAt.toISOString() })),
    next: rows.length > limit && last ? writeCursor(list, String(last.seq)) : null,
    ...total,
  }
}
