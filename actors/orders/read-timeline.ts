import { and, asc, eq, gt } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db, Tx } from '#db/client.ts'
import { orderEvents } from '#db/orders/schema.ts'
import type { Caller } from '#subjects/envelope.ts'
import type { TimelineEntry } from '#subjects/order-views.ts'
import { orderPaymentReplaced, orderReimbursed } from '#subjects/order-payment.ts'
import * as subject from '#subjects/orders.ts'
import { orderDelivered, orderExchanged, orderExchangeFailed, orderShipped } from '#subjects/fulfilment.ts'
import { orderNoted, orderResolved } from '#subjects/oversight.ts'
import type { Handler } from '../actor.ts'
import { isStaff, visibleOrder } from './read-order.ts'

/** Tells everything that happened to an order, oldest first; to its customer, what is for customers. */
export const readTimeline: Handler<typeof subject.readTimeline> = async ({ orderId }, { db, caller }) => {
  await visibleOrder(db, orderId, caller)
  return { items: await readHistory(db, orderId, { reader: caller }) }
}

type Entry = typeof orderEvents.$inferSelect

/** What happened to an order after an entry of its history, as much of it as is for whoever reads it. */
export async function readHistory(
  db: Db | Tx,
  orderId: string,
  { after = 0, reader }: { readonly after?: number | undefined; readonly reader: Caller },
): Promise<Static<typeof TimelineEntry>[]> {
  const happened = await db
    .select()
    .from(orderEvents)
    .where(and(eq(orderEvents.orderId, orderId), gt(orderEvents.seq, after)))
    .orderBy(asc(orderEvents.seq))
  return happened.filter((entry) => isStaff(reader) || isPublic(entry)).map((entry) => toEntry(entry, reader))
}

const isPublic = ({ type, data }: Entry) =>
  type === orderNoted.name ? data['public'] === true : type !== orderResolved.name

/** Whoever works here sees who did something, and why colleagues called an order off. */
function toEntry({ seq, type, status, at, actor, data }: Entry, reader: Caller) {
  const { reason, note = reason, request: cause } = data as Readonly<Record<string, string | undefined>>
  const isTold = isStaff(reader) || type !== subject.orderCancelled.name || actor === reader.id
  return {
    seq,
    type,
    status,
    at: at.toISOString(),
    text: words[type] ?? plain(type),
    ...(note !== undefined && isTold && { note }),
    ...(isStaff(reader) && { actor, ...(cause !== undefined && { cause }) }),
  }
}

const words: Readonly<Record<string, string>> = {
  [subject.orderCreated.name]: 'The order was placed.',
  [subject.orderAwaitingPayment.name]: 'The payment waits for the customer.',
  [orderPaymentReplaced.name]: 'The customer pays with another card.',
  [subject.orderConfirmed.name]: 'The order is confirmed.',
  [subject.orderFailed.name]: 'The order came to nothing, and nothing was charged.',
  [subject.orderCancelled.name]: 'The order was cancelled.',
  [subject.orderRefunded.name]: 'Money was given back.',
  [orderReimbursed.name]: 'Money was given back.',
  [orderShipped.name]: 'Goods of the order were sent.',
  [orderDelivered.name]: 'What was sent has arrived.',
  [orderExchanged.name]: 'What came back is exchanged: there is a new order for it.',
  [orderExchangeFailed.name]: 'What was wanted in exchange could not be ordered; what came back is paid back.',
  [orderNoted.name]: 'A note was added.',
  [orderResolved.name]: 'Somebody decided how the order goes on.',
}

/** `order.partially_shipped`: Partially shipped. */
function plain(type: string): string {
  const what = type.slice(type.indexOf('.') + 1).replaceAll('_', ' ')
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}.`
}
