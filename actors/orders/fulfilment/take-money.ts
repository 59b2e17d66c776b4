import { and, eq } from 'drizzle-orm'
import { sagas } from '#db/messages.ts'
import { orders } from '#db/orders/schema.ts'
import { capturePayment } from '#subjects/payments.ts'
import type { Context } from '../../actor.ts'
import type { Checkout } from '../checkout.ts'

/**
 * Takes the money of an order whose store takes it when the first parcel leaves. Nothing is sent that could not be paid; and to
 * take it twice is to take it once, so a parcel that is refused afterwards can be sent later.
 */
export async function takeMoney(orderId: string, { db, request }: Pick<Context, 'db' | 'request'>): Promise<void> {
  const [waiting] = await db
    .select({ data: sagas.data })
    .from(orders)
    .innerJoin(sagas, eq(sagas.id, orders.id))
    .where(and(eq(orders.id, orderId), eq(orders.status, 'confirmed'), eq(sagas.state, 'done')))
  const { captureOn, total } = (waiting?.data ?? {}) as Partial<Checkout>
  if (captureOn === 'shipment' && total && total.amount > 0) await request(capturePayment, { orderId })
}
