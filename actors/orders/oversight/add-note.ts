import * as subject from '#subjects/oversight.ts'
import { notFound } from '#subjects/problem.ts'
import type { Handler } from '../../actor.ts'
import { moveOrders } from '../history.ts'
import { findOrder } from '../order.ts'
import { readHistory } from '../read-timeline.ts'

/** Writes a note into the history of an order. What it says stays in the database: events tell only that there is one. */
export const addNote: Handler<typeof subject.addNote> = async (
  { orderId, text, public: isPublic = false },
  context,
) => {
  const { caller, now, once } = context
  return once(async (tx) => {
    const found = await findOrder(tx, orderId)
    const note = { actor: caller.id, details: () => ({ public: isPublic }), kept: { note: text } }
    const how = { event: subject.orderNoted, at: now() }
    const moved = found && (await moveOrders(tx, how, [{ orderId, lines: found.lines, ...note }]))
    const row = moved?.get(orderId)
    const [entry] = row ? await readHistory(tx, orderId, { after: row.version - 1, reader: caller }) : []
    if (!entry) throw notFound(`There is no order ${orderId}`)
    return entry
  })
}
