import type * as subject from '#subjects/orders.ts'
import type { Handler } from '../actor.ts'
import { visibleOrder } from './read-order.ts'
import { readHistory } from './read-timeline.ts'
import { isFinal } from './transitions.ts'

/** Tells what happened to an order after an entry of its history, and whether anything more can. */
export const followOrder: Handler<typeof subject.followOrder> = async ({ orderId, after }, { db, caller }) => {
  // The order before its history: what ended it in between is told, and nothing that is missing is called the end.
  const { row } = await visibleOrder(db, orderId, caller)
  const items = await readHistory(db, orderId, { after, reader: caller })
  const status = items.at(-1)?.status ?? row.status
  return { items, state: isFinal(status) ? 'final' : 'open' }
}
