import { and, eq, sql } from 'drizzle-orm'
import { returns } from '#db/orders/schema.ts'
import { json } from '#db/parameters.ts'
import * as subject from '#subjects/fulfilment.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { Handler } from '../../actor.ts'
import type { Begun } from '../../saga.ts'
import { moveOrders } from '../history.ts'
import type { OrdersTools } from '../tools.ts'
import { countPieces, countsOf, lockOrder, noReturn, refuseRepeated, tooMany } from './lines.ts'
import { returnedEntries } from './returned-share.ts'
import { mustReturn, type Return } from './return.ts'

type Received = InputOf<typeof subject.receiveReturn>['lines']

/** Notes what came back. From then on a saga sees to the shelf and the money. */
export const receiveReturn: Handler<typeof subject.receiveReturn, OrdersTools> = async (input, context) => {
  const { returnId, lines: received } = input
  refuseRepeated(received)
  const { db, caller, envelope, now, once, returning } = context
  const [known] = await db.select().from(returns).where(eq(returns.id, returnId))
  if (!known) throw noReturn(returnId)
  const { orderId } = known
  let begun: Begun | undefined
  const answer = await once(async (tx) => {
    const { row, lines } = await lockOrder(tx, orderId, caller)
    const before = await mustReturn(tx, returnId)
    const pieces = piecesOf(before, received)
    const at = now()
    const entries = returnedEntries(lines, pieces)
    const refund = entries.reduce((sum, { total }) => sum + total, 0)
    const [changed] = await tx
      .update(returns)
      .set({ status: 'received', refund, version: sql`${returns.version} + 1`, updatedAt: at })
      .where(and(eq(returns.id, returnId), eq(returns.status, 'approved')))
      .returning()
    if (!changed) throw subject.returnClosed(`The return is ${before.status}`, { returnStatus: before.status })
    await tx.execute(sql`
      update return_lines set restocked = got.restocked, written_off = got."writtenOff"
      from jsonb_to_recordset(${json(received)}) as got (sku text, restocked int, "writtenOff" int)
      where return_id = ${returnId} and return_lines.sku = got.sku`)

    const after = await countPieces(tx, { orderId, pieces, what: 'returned' }, lines)
    const isAll = row.status !== 'partially_shipped' && after.every(({ returned, quantity }) => returned === quantity)
    const move = { orderId, lines: after, actor: caller.id, changes: { lines: countsOf(after, pieces) } }
    const details = () => ({ returnId, pieces })
    const how = { event: subject.orderReturnReceived, at, ...(isAll && { to: 'returned' as const }) }
    await moveOrders(tx, how, [{ ...move, details }])

    const back = received.filter(({ restocked }) => restocked > 0)
    const restock = back.map(({ sku, restocked }) => ({ sku, quantity: restocked }))
    const data = { returnId, orderId, restock, refund: { amount: refund, currency: row.currency }, entries }
    begun = (await returning.begin(tx, [{ id: returnId, data, envelope }])).get(returnId)
    return mustReturn(tx, returnId)
  })
  if (begun) void returning.advance(returnId, context, begun).catch(() => {})
  return answer
}

/** What came back of each line, which is no more than was announced. */
function piecesOf({ lines }: Return, received: Received) {
  return received
    .map(({ sku, restocked, writtenOff }) => ({ sku, quantity: restocked + writtenOff }))
    .filter((piece) => {
      const announced = lines.find(({ sku }) => sku === piece.sku)?.quantity ?? 0
      if (announced < piece.quantity || announced === 0) throw tooMany(piece, announced)
      return piece.quantity > 0
    })
}
