import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { cancellations, orderEvents, returns } from '#db/orders/schema.ts'
import * as subject from '#subjects/orders.ts'
import type { Handler } from '../actor.ts'
import type { OrderRow } from './order.ts'
import { visibleOrder } from './read-order.ts'
import { readHistory } from './read-timeline.ts'
import { isFinal } from './transitions.ts'

/** Tells what happened to an order after an entry of its history, and whether anything more will. */
export const followOrder: Handler<typeof subject.followOrder> = async ({ orderId, after }, { db, caller }) => {
  // The order before its history: what ended it in between is told, and nothing that is missing is called the end.
  const { row } = await visibleOrder(db, orderId, caller)
  const isOver = isFinal(row.status) && !(await isOwed(db, row))
  const items = await readHistory(db, orderId, { after, reader: caller })
  return { items, state: isOver ? 'final' : 'open' }
}

/** Whether money is on its way back, of which the history tells once it has left. An order that was never confirmed has taken none. */
async function isOwed(db: Db, { id, total }: OrderRow): Promise<boolean> {
  if (total === 0) return false
  const [found] = await db.execute<{ isOwed: boolean }>(sql`
    select exists (
      select from ${cancellations} c join ${orderEvents} e on e.order_id = c.order_id and e.type = ${subject.orderConfirmed.name}
      where c.order_id = ${id} and c.status = 'running'
    ) or exists (
      select from ${returns} where order_id = ${id} and status = 'received' and refund > 0
    ) as "isOwed"`)
  return found?.isOwed === true
}
