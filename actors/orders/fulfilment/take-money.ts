import { and, eq } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import { sagas } from '#db/messages.ts'
import { capturePayment } from '#subjects/payments.ts'
import type { Context } from '../../actor.ts'
import { askOlder } from '../../ask-older.ts'
import { stepOf } from '../../money.ts'
import type { Checkout } from '../checkout.ts'
import type { OrderLine, OrderRow } from '../order.ts'
import type { Piece } from './lines.ts'
import { shareUntil } from './returned-share.ts'

/** A parcel, and the order as it is before that leaves. */
type Leaving = { readonly row: OrderRow; readonly lines: readonly OrderLine[]; readonly parcel: readonly Piece[] }

/**
 * Takes the money of a parcel whose store takes it as parcels leave: nothing is sent that could not be paid. Asked for is what has
 * left and leaves now, as one sum: whoever dies between this and the parcel takes nothing twice, and sends it later, or another one.
 * Answers that sum.
 */
export async function takeMoney(leaving: Leaving, { db, request }: Pick<Context, 'db' | 'request'>): Promise<number> {
  const amount = await dueWith(leaving, db)
  if (amount === 0) return 0
  const { id: orderId, total, currency } = leaving.row
  const input = { orderId, ...(amount < total && { upTo: { amount, currency } }) }
  await askOlder(request, capturePayment, { input, without: 'upTo' })
  return amount
}

/** How much of an order's money is to be taken once a parcel has left; nothing, where that is not what it waits for. */
export async function dueWith({ row, lines, parcel }: Leaving, db: Db | Tx): Promise<number> {
  return (await isTakenByParcel(row, db)) ? worthOf(row, sentWith(lines, parcel)) : 0
}

/** Whether the money of an order that was placed is only held, and taken as its parcels leave. */
export async function isTakenByParcel({ id }: Pick<OrderRow, 'id'>, db: Db | Tx): Promise<boolean> {
  const [checkout] = await db
    .select({ data: sagas.data })
    .from(sagas)
    .where(and(eq(sagas.id, id), eq(sagas.state, 'done')))
  const { captureOn } = (checkout?.data ?? {}) as Partial<Checkout>
  return captureOn === 'shipment'
}

const sentWith = (lines: readonly OrderLine[], parcel: readonly Piece[]) =>
  lines.map((line) => ({
    ...line,
    shipped: line.shipped + (parcel.find(({ sku }) => sku === line.sku)?.quantity ?? 0),
  }))

/** What was sent of an order is worth its share of each line; sending it is paid with the first parcel, what is left with the last. */
function worthOf({ total, shipping, currency }: OrderRow, lines: readonly OrderLine[]): number {
  if (lines.every(({ shipped, quantity }) => shipped >= quantity)) return total
  const step = stepOf(currency)
  const goods = lines.map(({ total: { amount }, quantity, shipped: count }) =>
    shareUntil(amount, { quantity, count, step }),
  )
  return goods.reduce((sum, share) => sum + share, shipping - (shipping % step))
}
