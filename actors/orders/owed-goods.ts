import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { json } from '#db/parameters.ts'
import type { reserveStock } from '#subjects/inventory.ts'
import type { OutputOf } from '#subjects/subject.ts'
import type { OrderLine } from './order.ts'

/** What of an order has yet to come, as its reservation says. */
export type Owed = NonNullable<OutputOf<typeof reserveStock>['owed']>

type Order = { readonly orderId: string; readonly lines: readonly OrderLine[]; readonly owed?: Owed }

/** The lines of an order with what is owed of them. */
export function withOwed({ lines, owed = [] }: Order): readonly OrderLine[] {
  const bySku = new Map(owed.map((each) => [each.sku, each]))
  return lines.map((line) => {
    const { quantity: backordered, expectedAt } = bySku.get(line.sku) ?? {}
    return backordered === undefined ? line : { ...line, backordered, ...(expectedAt && { expectedAt }) }
  })
}

/** What a confirmation changes of a line that is owed. */
export const owingOf = ({ sku, backordered = 0, expectedAt }: OrderLine) => ({
  sku,
  backordered,
  ...(expectedAt && { expectedAt }),
})

/** Writes down what is owed of confirmed orders. */
export async function noteOwed(tx: Tx, orders: readonly Order[]): Promise<void> {
  const owed = orders.flatMap(({ orderId, owed = [] }) => owed.map((each) => ({ orderId, ...each })))
  if (owed.length === 0) return
  await tx.execute(sql`
    update order_items item set backordered = owed.quantity, expected_at = owed."expectedAt"
    from jsonb_to_recordset(${json(owed)})
      as owed ("orderId" text, sku text, quantity int, "expectedAt" timestamptz)
    where item.order_id = owed."orderId" and item.sku = owed.sku`)
}
