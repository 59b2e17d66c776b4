import { asc, eq, inArray } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db, Tx } from '#db/client.ts'
import { returnLines, returns } from '#db/orders/schema.ts'
import type * as subject from '#subjects/fulfilment.ts'

export type ReturnRow = typeof returns.$inferSelect
export type Return = Static<typeof subject.Return>

/** Returns as callers see them, with their lines. */
export async function toReturns(db: Db | Tx, rows: readonly ReturnRow[]): Promise<Return[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const lines = await db
    .select()
    .from(returnLines)
    .where(inArray(returnLines.returnId, ids))
    .orderBy(asc(returnLines.sku))
  const byReturn = Map.groupBy(lines, ({ returnId }) => returnId)
  return rows.map((row) => {
    const { id, orderId, customerId, status, reason, answer, refund, currency, version, createdAt, updatedAt } = row
    const { exchange, exchangeOrderId, exchangeProblem } = row
    return {
      id,
      orderId,
      customerId,
      status,
      lines: (byReturn.get(id) ?? []).map(({ returnId: _id, ...line }) => line),
      reason,
      ...(answer !== null && { answer }),
      refund: { amount: refund, currency },
      ...(exchange && { exchange: { lines: exchange.lines } }),
      ...(exchangeOrderId !== null && { exchangeOrderId }),
      ...(exchangeProblem && { exchangeProblem }),
      version,
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    }
  })
}

/** One return, which is known to be there. */
export async function mustReturn(tx: Db | Tx, returnId: string): Promise<Return> {
  const [found] = await toReturns(tx, await tx.select().from(returns).where(eq(returns.id, returnId)))
  if (!found) throw new Error(`The return ${returnId} has vanished`)
  return found
}
