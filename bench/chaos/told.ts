import { placeOrder } from '#subjects/orders.ts'
import type { Databases } from '../databases.ts'
import type { Recorded, Want } from './history.ts'

type Order = { readonly id: string; readonly customerId: string; readonly status: string; readonly total: number }
type Made = { readonly id: string; readonly orderId: string }

/** What is stored of that which customers and staff asked for. */
export type Stored = {
  readonly orders: readonly Order[]
  /** Which order came of which key of which customer. */
  readonly keys: readonly { readonly customerId: string; readonly key: string; readonly orderId: string | null }[]
  readonly made: Readonly<Record<'cancel' | 'ship' | 'return' | 'receive', readonly Made[]>>
}

/** Reads all that these customers have. */
export async function readStored({ orders: db }: Databases, customerIds: readonly string[]): Promise<Stored> {
  const ids = [...customerIds]
  const orders = await db<Order[]>`
    select id, customer_id as "customerId", status, total::float8 as total from orders where customer_id = any(${ids})`
  const keys = await db<{ customerId: string; key: string; orderId: string | null }[]>`
    select principal as "customerId", key, resource_id as "orderId" from idempotency
    where operation = ${placeOrder.name} and principal = any(${ids})`
  const made = (table: string, also = '') =>
    db.unsafe<Made[]>(
      `select made.id, made.order_id as "orderId" from ${table} as made join orders on orders.id = made.order_id
       where orders.customer_id = any($1) ${also}`,
      [ids],
    )
  return {
    orders,
    keys,
    made: {
      cancel: await made('cancellations'),
      ship: await made('shipments'),
      return: await made('returns'),
      receive: await made('returns', `and made.status in ('received', 'done')`),
    },
  }
}

const isLive = ({ status }: Order) => !['rejected', 'payment_failed', 'cancelled'].includes(status)
const cameToNothing = ({ status }: Order) => ['rejected', 'payment_failed'].includes(status)
/** Refusals that are about an order which is there all the same. */
const aboutAnother = new Set(['cart-already-ordered', 'idempotency-key-reused'])

/** What was answered is so, what was refused is not, and nobody has what they never asked for. */
export function toldOtherwise(history: readonly Recorded[], stored: Stored): string[] {
  const acts = Map.groupBy(history, ({ what }) => what)
  const ordered = acts.get('order') ?? []
  const others = (['cancel', 'ship', 'return', 'receive'] as const).flatMap((what) =>
    madeOtherwise(what, acts.get(what) ?? [], stored.made[what]),
  )
  return [
    ...sameAnswers(history),
    ...ordersOtherwise(ordered, stored),
    ...unasked(ordered, stored),
    ...others,
    ...cancelledOtherwise(acts.get('cancel') ?? [], stored),
  ]
}

/** Who was told so was told to come back for the outcome, which may be any. */
const isUndecided = ({ status = '' }: Recorded) => ['pending', 'awaiting_payment'].includes(status)

/** However often something is asked under one key, it is one thing. */
function sameAnswers(history: readonly Recorded[]): string[] {
  const byKey = Map.groupBy(history, ({ what, customerId, key }) => `${what} ${key} of ${customerId}`)
  return [...byKey].flatMap(([name, told]) => {
    const mayBeRefused = told.some(isUndecided)
    const answered = told.filter(({ outcome }) => outcome === 'ok' || (outcome === 'refused' && !mayBeRefused))
    const ids = new Set(
      answered.map(({ outcome, code, orderId, madeId = orderId }) =>
        outcome === 'ok' ? madeId : `refused with ${code}`,
      ),
    )
    return ids.size > 1 ? [`${name} was answered in ${ids.size} ways: ${[...ids].join(', ')}`] : []
  })
}

function ordersOtherwise(ordered: readonly Recorded[], { orders, keys }: Stored): string[] {
  const byId = new Map(orders.map((order) => [order.id, order]))
  const byKey = new Map(keys.map(({ customerId, key, orderId }) => [`${customerId} ${key}`, orderId ?? '']))
  return ordered.flatMap(({ outcome, orderId = '', customerId, key, code = '', status, total }) => {
    const order = byId.get(orderId)
    const itsOrder = byId.get(byKey.get(`${customerId} ${key}`) ?? '')
    if (outcome === 'refused' && !aboutAnother.has(code)) {
      const live = [order, itsOrder].find((one) => one && isLive(one))
      return live ? [`${live.id} was refused with ${code}, and is ${live.status}`] : []
    }
    if (outcome !== 'ok') return []
    if (order?.customerId !== customerId) return [`${orderId} was answered, and is no order of ${customerId}`]
    return [
      ...(itsOrder?.id === orderId ? [] : [`${orderId} was answered under ${key}, which is ${itsOrder?.id}`]),
      ...(total === order.total ? [] : [`${orderId} was said to cost ${total}, and costs ${order.total}`]),
      ...(status === 'confirmed' && cameToNothing(order) ? [`${orderId} was confirmed, and is ${order.status}`] : []),
    ]
  })
}

/** Everybody's live orders were asked for, under a key by which they were not refused. */
function unasked(ordered: readonly Recorded[], { orders, keys }: Stored): string[] {
  const wanted = new Set(
    ordered.filter(({ outcome }) => outcome !== 'refused').map(({ customerId, key }) => `${customerId} ${key}`),
  )
  const keyOf = new Map(keys.map(({ orderId, customerId, key }) => [orderId, `${customerId} ${key}`]))
  return orders
    .filter((order) => isLive(order) && !wanted.has(keyOf.get(order.id) ?? ''))
    .map(({ id, customerId }) => `${customerId} has ${id}, which nobody asked for, or which was refused`)
}

/** Of each order, as many were made as were answered, and as many more at most as nobody answered. */
function madeOtherwise(what: Want, acts: readonly Recorded[], made: readonly Made[]): string[] {
  const byOrder = Map.groupBy(made, ({ orderId }) => orderId)
  const askedOf = Map.groupBy(acts, ({ orderId = '' }) => orderId)
  return [...new Set([...byOrder.keys(), ...askedOf.keys()])].flatMap((orderId) => {
    const there = byOrder.get(orderId) ?? []
    const keysOf = (outcome: Recorded['outcome']) =>
      new Set((askedOf.get(orderId) ?? []).filter((one) => one.outcome === outcome).map(({ key }) => key))
    const [done, refused] = [keysOf('ok'), keysOf('refused')]
    const unsure = new Set([...keysOf('unknown')].filter((key) => !done.has(key) && !refused.has(key)))
    const isMissing = there.length < done.size
    return isMissing || there.length > done.size + unsure.size
      ? [`${what} of ${orderId}: ${done.size} answered, ${unsure.size} without an answer, and ${there.length} made`]
      : []
  })
}

/** What was called off is, and nothing else. */
function cancelledOtherwise(cancels: readonly Recorded[], { orders }: Stored): string[] {
  const outcomes = Map.groupBy(cancels, ({ orderId = '' }) => orderId)
  return orders.flatMap(({ id, status }) => {
    const told = new Set((outcomes.get(id) ?? []).map(({ outcome }) => outcome))
    if (told.has('ok') && status !== 'cancelled') return [`${id} was called off, and is ${status}`]
    const isUnasked = status === 'cancelled' && !told.has('ok') && !told.has('unknown')
    return isUnasked ? [`${id} is cancelled, and nobody was told so`] : []
  })
}
