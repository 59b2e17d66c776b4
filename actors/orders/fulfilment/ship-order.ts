import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { sagas } from '#db/messages.ts'
import { shipmentLines, shipments } from '#db/orders/schema.ts'
import * as subject from '#subjects/fulfilment.ts'
import { newId } from '#subjects/id.ts'
import { orderClosed } from '#subjects/orders.ts'
import type { Handler } from '../../actor.ts'
import { issueInvoice } from '../documents/issue.ts'
import { moveOrders } from '../history.ts'
import { takeMoney } from './take-money.ts'
import { countPieces, countsOf, lockOrder, refuseRepeated } from './lines.ts'
import { toShipment } from './shipment.ts'

/** Sends pieces of an order. It is locked while that is decided, so that nobody cancels it or sends the same pieces meanwhile. */
export const shipOrder: Handler<typeof subject.shipOrder> = async ({ orderId, lines: parcel, ...given }, context) => {
  refuseRepeated(parcel)
  await takeMoney(orderId, context)
  const { caller, now, once } = context
  return once(async (tx) => {
    const { row, lines } = await lockOrder(tx, orderId, caller)
    if (row.status !== 'confirmed' && row.status !== 'partially_shipped')
      throw orderClosed(`The order is ${row.status}`, { orderStatus: row.status })
    await refuseUnfinished(tx, orderId)
    const after = await countPieces(tx, { orderId, pieces: parcel, what: 'shipped' }, lines)

    const at = now()
    const shipment = { id: newId('shp'), orderId, ...given, status: 'shipped' as const, shippedAt: at }
    const [written] = await tx.insert(shipments).values(shipment).returning()
    if (!written) throw new Error('A shipment was not written')
    await tx.insert(shipmentLines).values(parcel.map((piece) => ({ ...piece, shipmentId: written.id })))

    const to = after.every(({ shipped, quantity }) => shipped === quantity) ? 'shipped' : 'partially_shipped'
    const details = () => ({ shipmentId: written.id, parcel, ...given })
    const move = { orderId, lines: after, actor: caller.id, changes: { lines: countsOf(after, parcel) }, details }
    await moveOrders(tx, { to, event: subject.orderShipped, at }, [move])
    await issueInvoice(tx, { row, lines }, at)
    return toShipment(written, parcel)
  })
}

/** A confirmed order is paid and off the shelf a moment later; before that nothing of it is sent. */
async function refuseUnfinished(tx: Tx, orderId: string): Promise<void> {
  const unfinished = await tx.$count(sagas, sql`id = ${orderId} and state <> 'done'`)
  if (unfinished > 0) throw subject.orderUnfinished()
}
