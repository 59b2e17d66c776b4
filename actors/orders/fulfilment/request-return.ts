import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { returnLines, returns } from '#db/orders/schema.ts'
import * as subject from '#subjects/fulfilment.ts'
import { newId } from '#subjects/id.ts'
import { orderClosed } from '#subjects/orders.ts'
import { productUnavailable, quoteLines } from '#subjects/products.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { Context, Handler } from '../../actor.ts'
import { moveOrders } from '../history.ts'
import type { OrderRow } from '../order.ts'
import { lockOrder, refuseRepeated, tooMany } from './lines.ts'
import { mustReturn } from './return.ts'

const returnable = ['partially_shipped', 'shipped', 'delivered']

/** Asks to send pieces back. The order is locked, so that no two requests are for the same piece. */
export const requestReturn: Handler<typeof subject.requestReturn> = async (input, context) => {
  const { orderId, lines: pieces, reason } = input
  const { caller, now, once } = context
  refuseRepeated(pieces)
  refuseRepeated(input.exchange?.lines ?? [], '/exchange')
  const unsold = await whyNotForSale(input.exchange, context)
  return once(async (tx) => {
    const { row, lines } = await lockOrder(tx, orderId, caller)
    if (!returnable.includes(row.status)) throw orderClosed(`The order is ${row.status}`, { orderStatus: row.status })
    const onTheirWay = await beingReturned(tx, orderId)
    for (const piece of pieces) {
      const line = lines.find(({ sku }) => sku === piece.sku)
      const left = line ? line.shipped - line.returned - (onTheirWay.get(piece.sku) ?? 0) : 0
      if (left < piece.quantity) throw tooMany(piece, left)
    }
    if (unsold) throw unsold
    const [at, id] = [now(), newId('ret')]
    const { customerId, currency } = row
    const exchange = input.exchange && exchangeFor(input.exchange, row)
    const times = { createdAt: at, updatedAt: at }
    await tx
      .insert(returns)
      .values({ id, orderId, customerId, status: 'requested', reason, currency, exchange, ...times })
    await tx.insert(returnLines).values(pieces.map((piece) => ({ ...piece, returnId: id })))
    const move = { orderId, lines, actor: caller.id, kept: { reason }, details: () => ({ returnId: id, pieces }) }
    await moveOrders(tx, { event: subject.orderReturnRequested, at }, [move])
    return mustReturn(tx, id)
  })
}

type Exchange = InputOf<typeof subject.requestReturn>['exchange']

/** What is wanted and cannot be had, for the command to refuse it: one that was answered before hears the same whatever is sold now. */
async function whyNotForSale(exchange: Exchange, { request }: Context): Promise<unknown> {
  return (
    exchange &&
    request(quoteLines, { lines: exchange.lines }).then(
      () => undefined,
      (error: unknown) => withPlaces(error, exchange.lines),
    )
  )
}

/** Whoever reads it wants to know which of the lines it is about. */
function withPlaces(error: unknown, lines: readonly { readonly sku: string }[]): unknown {
  if (!productUnavailable.matches(error)) return error
  const { detail, skus } = error.body as typeof error.body & { readonly skus: readonly string[] }
  const errors = lines.flatMap(({ sku }, index) =>
    skus.includes(sku)
      ? [{ pointer: `/exchange/lines/${index}/sku`, code: 'unavailable', detail: 'is not for sale' }]
      : [],
  )
  return productUnavailable(detail, { skus, errors })
}

function exchangeFor({ lines, paymentMethod }: NonNullable<Exchange>, row: OrderRow) {
  const method = paymentMethod ?? row.paymentMethod
  if (method !== null) return { lines, paymentMethod: method }
  // It was paid with the default of what is kept for its customer, and so is what replaces it.
  if (row.total > 0) return { lines }
  throw subject.paymentMethodRequired()
}

/** How many of each SKU are asked to be returned, and neither refused nor back. */
async function beingReturned(tx: Tx, orderId: string): Promise<ReadonlyMap<string, number>> {
  const open = and(eq(returns.orderId, orderId), inArray(returns.status, ['requested', 'approved']))
  const rows = await tx
    .select({ sku: returnLines.sku, quantity: sql<number>`sum(${returnLines.quantity})::int` })
    .from(returnLines)
    .innerJoin(returns, eq(returns.id, returnLines.returnId))
    .where(open)
    .groupBy(returnLines.sku)
  return new Map(rows.map(({ sku, quantity }) => [sku, quantity]))
}
