import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { orders } from '#db/orders/schema.ts'
import { json } from '#db/parameters.ts'
import type { Caller } from '#subjects/envelope.ts'
import * as subject from '#subjects/fulfilment.ts'
import { notFound } from '#subjects/problem.ts'
import type { OrderLine } from '../order.ts'
import { visibleOrder } from '../read-order.ts'

export type Piece = { readonly sku: string; readonly quantity: number }

/** An order that the caller may see, and that nobody else changes before the transaction ends. */
export async function lockOrder(tx: Tx, orderId: string, caller: Caller) {
  await tx.select({ id: orders.id }).from(orders).where(eq(orders.id, orderId)).for('no key update')
  return visibleOrder(tx, orderId, caller)
}

/** Refuses a list that names a SKU twice: two rows would be added up by nobody. `within` is where the lines are. */
export function refuseRepeated(pieces: readonly { readonly sku: string }[], within = ''): void {
  const seen = new Set<string>()
  for (const [index, { sku }] of pieces.entries()) {
    const errors = [{ pointer: `${within}/lines/${index}/sku`, code: 'repeated', detail: 'is named twice' }]
    if (seen.has(sku)) throw subject.lineRepeated(`${sku} is named twice`, { sku, errors })
    seen.add(sku)
  }
}

type Change = {
  readonly orderId: string
  readonly pieces: readonly Piece[]
  /** `shipped`: of what was ordered; `returned`: of what was shipped. */
  readonly what: 'shipped' | 'returned'
}

/** Counts pieces of an order as shipped or returned, all of them or none: the statement itself sees that there are so many. */
export async function countPieces(
  tx: Tx,
  { orderId, pieces, what }: Change,
  lines: readonly OrderLine[],
): Promise<OrderLine[]> {
  const [count, most] = what === 'shipped' ? [sql`shipped`, sql`quantity`] : [sql`returned`, sql`shipped`]
  const counted = await tx.execute<Pick<OrderLine, 'sku' | 'shipped' | 'returned'>>(sql`
    update order_items item set ${count} = item.${count} + piece.quantity
    from jsonb_to_recordset(${json(pieces)}) as piece (sku text, quantity int)
    where item.order_id = ${orderId} and item.sku = piece.sku and item.${count} + piece.quantity <= item.${most}
    returning item.sku, item.shipped, item.returned`)
  const after = new Map(counted.map((line) => [line.sku, line]))
  const refused = pieces.find(({ sku }) => !after.has(sku))
  if (refused) throw tooMany(refused, leftOf(lines, refused.sku, what))
  return lines.map((line) => ({ ...line, ...after.get(line.sku) }))
}

/** With how many pieces of a line it can still be done. */
export function leftOf(lines: readonly OrderLine[], sku: string, what: Change['what']): number {
  const line = lines.find((each) => each.sku === sku)
  if (!line) return 0
  return what === 'shipped' ? line.quantity - line.shipped : line.shipped - line.returned
}

/** Of a line there are fewer than somebody means. */
export const tooMany = ({ sku, quantity }: Piece, left: number) =>
  subject.notThatMany(`${quantity} of ${sku} are named, and there are ${left}`, { sku, left })

/** What an event changes of these lines, for the history. */
export const countsOf = (lines: readonly OrderLine[], pieces: readonly Piece[]) =>
  lines
    .filter((line) => pieces.some(({ sku }) => sku === line.sku))
    .map(({ sku, shipped, returned }) => ({ sku, shipped, returned }))

/** What is not there and what is not yours look the same. */
export const noReturn = (returnId: string) => notFound(`There is no return ${returnId}`)
