import { and, eq, sql } from 'drizzle-orm'
import { shipments } from '#db/orders/schema.ts'
import * as subject from '#subjects/fulfilment.ts'
import { notFound } from '#subjects/problem.ts'
import type { Handler } from '../../actor.ts'
import { moveOrders } from '../history.ts'
import { lockOrder } from './lines.ts'
import { withLines } from './shipment.ts'

/** Notes that a parcel has arrived. The order is delivered with the last of its parcels. */
export const deliverShipment: Handler<typeof subject.deliverShipment> = async ({ shipmentId }, context) => {
  const { db, caller, now, transaction } = context
  const [known] = await db.select().from(shipments).where(eq(shipments.id, shipmentId))
  if (!known) throw notFound(`There is no shipment ${shipmentId}`)
  const { orderId } = known
  return transaction(async (tx) => {
    const { row, lines } = await lockOrder(tx, orderId, caller)
    const at = now()
    const [delivered] = await tx
      .update(shipments)
      .set({ status: 'delivered', deliveredAt: at, version: sql`${shipments.version} + 1` })
      .where(and(eq(shipments.id, shipmentId), eq(shipments.status, 'shipped')))
      .returning()
    const underway = await tx.$count(shipments, and(eq(shipments.orderId, orderId), eq(shipments.status, 'shipped')))
    if (delivered && row.status === 'shipped' && underway === 0)
      await moveOrders(tx, { to: 'delivered', event: subject.orderDelivered, at }, [
        { orderId, lines, actor: caller.id },
      ])
    const rows = delivered ? [delivered] : await tx.select().from(shipments).where(eq(shipments.id, shipmentId))
    const [shipment] = await withLines(tx, rows)
    if (!shipment) throw new Error(`The shipment ${shipmentId} has vanished`)
    return shipment
  })
}
