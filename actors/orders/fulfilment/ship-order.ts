import { sql } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import { recall } from '#db/idempotency.ts'
import { sagas } from '#db/messages.ts'
import { shipmentLines, shipments } from '#db/orders/schema.ts'
import * as subject from '#subjects/fulfilment.ts'
import { newId } from '#subjects/id.ts'
import { orderClosed } from '#subjects/orders.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { Context, Handler } from '../../actor.ts'
import { issueInvoice } from '../documents/issue.ts'
import { moveOrders } from '../history.ts'
import type { OrderRow } from '../order.ts'
import { visibleOrder } from '../read-order.ts'
import { countPieces, countsOf, leftOf, lockOrder, type Piece, refuseRepeated } from './lines.ts'
import { toShipment } from './shipment.ts'
import { dueWith, takeMoney } from './take-money.ts'

/** Sends pieces of an order. It is locked while that is decided, so that nobody cancels it or sends the same pieces meanwhile. */
export const shipOrder: Handler<typeof subject.shipOrder> = async (input, context) => {
  const { orderId, lines: parcel, ...given } = input
  refuseRepeated(parcel)
  const { caller, now, once } = context
  // What is going to be refused, or was sent before, takes no money; whether it is, the command itself says.
  const order = await toBeSent(input, context)
  const taken = order ? await takeMoney({ ...order, parcel }, context) : 0
  return once(async (tx) => {
    const { row, lines } = await lockOrder(tx, orderId, caller)
    if (!isOpen(row)) throw orderClosed(`The order is ${row.status}`, { orderStatus: row.status })
    if (await isUnfinished(tx, orderId)) throw subject.orderUnfinished()
    const after = await countPieces(tx, { orderId, pieces: parcel, what: 'shipped' }, lines)
    // Another parcel left meanwhile, and with it this one comes to more.
    if ((await dueWith({ row, lines, parcel }, tx)) > taken) throw subject.orderUnfinished()

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

/** The order, if this can be sent of it and was not. It is read before the command: what was sent by then, is known by then. */
async function toBeSent(input: InputOf<typeof subject.shipOrder>, { db, caller, envelope }: Context) {
  const { orderId, lines: parcel } = input
  const order = await visibleOrder(db, orderId, caller)
  const isThere = ({ sku, quantity }: Piece) => quantity <= leftOf(order.lines, sku, 'shipped')
  if (!isOpen(order.row) || !parcel.every(isThere) || (await isUnfinished(db, orderId))) return undefined
  const { idempotencyKey: key } = envelope
  const command = { principal: caller.id, operation: subject.shipOrder.name, input }
  return key && !(await recall(db, { ...command, key })) ? order : undefined
}

const isOpen = ({ status }: OrderRow) => status === 'confirmed' || status === 'partially_shipped'

/** A confirmed order is paid and off the shelf a moment later; before that nothing of it is sent. */
const isUnfinished = async (db: Db | Tx, orderId: string): Promise<boolean> =>
  (await db.$count(sagas, sql`id = ${orderId} and state <> 'done'`)) > 0
