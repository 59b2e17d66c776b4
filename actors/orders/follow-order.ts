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
  const isOver = isFinal(row.status) && !(await isUnsettled(db, row))
  const items = await readHistory(db, orderId, { after, reader: caller })
  return { items, state: isOver ? 'final' : 'open' }
}

/**
 * Whether the history has more to tell of an order that stays as it is: that its money has left, or what becomes of an exchange.
 * One that was never confirmed has taken no money.
 */
async function isUnsettled(db: Db, { id, total }: OrderRow): Promise<boolean> {
  const [found] = await db.execute<{ isUnsettled: boolean }>(sql`
    select exists (
      select from ${cancellations} c join ${orderEvents} e on e.order_id = c.order_id and e.type = ${subject.orderConfirmed.name}
      where c.order_id = ${id} and c.status = 'running' and ${total}::bigint > 0
    ) or exists (
      select from ${returns} where order_id = ${id} and (status = 'received' and refund > 0
        or status in ('received', 'done') and exchange is not null and coalesce(exchange_order_id, exchange_problem::text) is null)
    ) as "isUnsettled"`)
  return found?.isUnsettled === true
}
