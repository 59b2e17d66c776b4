import { and, eq } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import { sagas } from '#db/messages.ts'
import { orders } from '#db/orders/schema.ts'
import { capturePayment } from '#subjects/payments.ts'
import type { Context } from '../../actor.ts'
import type { Checkout } from '../checkout.ts'

/**
 * Takes the money of an order whose store takes it when the first parcel leaves: nothing is sent that could not be paid. To take
 * it twice is to take it once, so whoever dies between this and the parcel sends it later.
 */
export async function takeMoney(orderId: string, { db, request }: Pick<Context, 'db' | 'request'>): Promise<void> {
  if (await owesMoney(db, orderId)) await request(capturePayment, { orderId })
}

/** Whether its money is to be taken when its first parcel leaves, and none has left. */
export async function owesMoney(db: Db | Tx, orderId: string): Promise<boolean> {
  const [waiting] = await db
    .select({ data: sagas.data })
    .from(orders)
    .innerJoin(sagas, eq(sagas.id, orders.id))
    .where(and(eq(orders.id, orderId), eq(orders.status, 'confirmed'), eq(sagas.state, 'done')))
  const { captureOn, total } = (waiting?.data ?? {}) as Partial<Checkout>
  return captureOn === 'shipment' && total !== undefined && total.amount > 0
}
