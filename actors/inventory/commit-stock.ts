import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { json } from '#db/parameters.ts'
import type * as subject from '#subjects/inventory.ts'
import { reservationLost } from '#subjects/inventory.ts'
import { batch } from '../actor.ts'
import { lockHolds, lockLines, setStatus } from './holds.ts'
import { type Line, moveStocks } from './stocks.ts'

/** Takes what orders hold off the shelf, once each. A hold that was never secured will do while its time is not over. */
export const commitStock = batch<typeof subject.commitStock>(async (requests, { transaction }) => {
  const causes = new Map(requests.map(({ input, envelope }) => [input.orderId, envelope]))
  const holds = await transaction(async (tx) => {
    const holds = await lockHolds(tx, [...causes.keys()])
    const due = [...holds].filter(([, { status, lost }]) => !lost && status !== 'committed').map(([id]) => id)
    const [lines] = await Promise.all([lockLines(tx, due), setStatus(tx, due, 'committed')])
    const sales = lines.map((line) => ({ ...line, envelope: causes.get(line.orderId) }))
    await Promise.all([recordSales(tx, sales), moveStocks(tx, sales, { onHand: -1, reserved: -1 })])
    return holds
  })
  return requests.map(({ input }) => (holds.get(input.orderId)?.lost === false ? null : reservationLost()))
})

async function recordSales(tx: Tx, lines: readonly Line[]): Promise<void> {
  if (lines.length === 0) return
  const sales = lines.map(({ envelope, ...line }) => ({
    ...line,
    actor: envelope?.caller.id,
    cause: envelope?.correlationId,
  }))
  await tx.execute(sql`
    insert into stock_movements (sku, location_id, delta, reason, reference, actor, cause)
    select sku, "locationId", -quantity, 'sale', "orderId", actor, cause
    from jsonb_to_recordset(${json(sales)})
      as sale ("orderId" text, sku text, "locationId" text, quantity int, actor text, cause text)`)
}
