import { approveReturn, readReturn, receiveReturn, requestReturn, shipOrder } from '#subjects/fulfilment.ts'
import type { Caller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { readOrder, readTimeline } from '#subjects/orders.ts'
import type { InputOf, OutputOf } from '#subjects/subject.ts'
import type { Shop } from '../../shop.ts'
import { staff } from '../../world.ts'

export const key = () => ({ idempotencyKey: newId('key') })

export type Order = OutputOf<typeof readOrder>
type Exchange = NonNullable<InputOf<typeof requestReturn>['exchange']>

/** What somebody wants, as so many of each SKU. */
export const wanting = (wanted: Readonly<Record<string, number>>, paymentMethod?: string): Exchange => ({
  lines: Object.entries(wanted).map(([sku, quantity]) => ({ sku, quantity })),
  ...(paymentMethod !== undefined && { paymentMethod }),
})

/** A customer who was sent two mugs and three tents. */
export async function sent(shop: Shop): Promise<{ ada: Caller; order: Order }> {
  const ada = await shop.customerWith({ MUG: 2, TENT: 3 })
  const order = await shop.place(ada)
  await shop.rest()
  await shipAll(shop, order)
  return { ada, order }
}

export function shipAll({ world }: Shop, { id: orderId, lines }: Order) {
  const all = lines.map(({ sku, quantity }) => ({ sku, quantity }))
  return world.as(staff).request(shipOrder, { orderId, lines: all, carrier: 'DHL' }, key())
}

/** Asks to send two tents back. */
export function ask({ world }: Shop, who: Caller, orderId: string, exchange: Exchange) {
  return world.as(who).request(requestReturn, twoTents(orderId, exchange), key())
}

export const twoTents = (orderId: string, exchange: Exchange) => {
  return { orderId, lines: [{ sku: 'TENT', quantity: 2 }], reason: 'too large', exchange }
}

/** Has the tents back, or some of them. */
export async function receive({ world }: Shop, returnId: string, restocked = 2, named = key()) {
  await world.as(staff).request(approveReturn, { returnId })
  const lines = [{ sku: 'TENT', restocked, writtenOff: 0 }]
  await world.as(staff).request(receiveReturn, { returnId, lines }, named)
}

export const lookAt = ({ world }: Shop, returnId: string) => world.as(staff).request(readReturn, { returnId })

export const read = ({ world }: Shop, orderId = '') => world.as(staff).request(readOrder, { orderId })

/** The order that was made for a return. */
export const exchangeOf = async (shop: Shop, returnId: string) =>
  read(shop, (await lookAt(shop, returnId)).exchangeOrderId)

export const typesOf = async ({ world }: Shop, orderId: string) =>
  (await world.as(staff).request(readTimeline, { orderId })).items.map(({ type }) => type)

/** Two of three tents that were sent have come back for what is wanted, and everything has come to its end. */
export async function exchanged(shop: Shop, exchange: Exchange) {
  const { ada, order } = await sent(shop)
  const { id } = await ask(shop, ada, order.id, exchange)
  await receive(shop, id)
  await shop.rest()
  return { ada, order, done: await lookAt(shop, id), exchange: await exchangeOf(shop, id) }
}
