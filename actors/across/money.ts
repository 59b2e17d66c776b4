import type { Broken, Span } from '../law.ts'
import type { All } from './across.ts'
import { isSold, type OrderAtRest } from './orders-at-rest.ts'

type Payment = {
  readonly orderId: string
  readonly amount: number
  readonly currency: string
  readonly captured: number
  readonly refunded: number
  readonly lost: number
  readonly isHeld: boolean
  /** Nothing has become of it for as long as nothing has of what is compared. */
  readonly rests: boolean
}

/** Orders against their payments: S4, S7, E4 and E8. */
export async function moneyLaws(
  { payments }: All,
  orders: readonly OrderAtRest[],
  { until }: Span,
): Promise<readonly Broken[]> {
  const rows = await payments<Payment[]>`
    select order_id as "orderId", amount, currency, captured, refunded, lost, coalesce(intent_state = 'held', false) as "isHeld",
      updated_at <= ${until?.toISOString() ?? 'infinity'}::timestamptz as rests
    from payments where order_id = any(${orders.map(({ id }) => id)})`
  const byOrder = new Map(rows.map((payment) => [payment.orderId, payment]))
  return orders.flatMap((order) => differencesOf(order, byOrder.get(order.id)))
}

const hasLeft = new Set(['shipped', 'delivered', 'returned'])

function differencesOf(order: OrderAtRest, payment: Payment | undefined): readonly Broken[] {
  const { amount = 0, currency, captured = 0, refunded = 0, lost = 0, isHeld = false, rests = true } = payment ?? {}
  const found = (id: string, what: string) => ({ id, what, offenders: [{ order, payment: payment ?? null }] })
  const isCharged = isHeld || captured > 0
  // Where it is taken as parcels leave, the rest waits for theirs; and what a bank let go of, nobody has earned or sent.
  const stillHeld = isHeld ? amount - captured : 0
  const yetToEarn = isHeld || order.status === 'partially_shipped' ? amount - captured : 0
  return [
    ...(isCharged && (amount !== order.total || currency !== order.currency)
      ? [found('S4', 'what is charged for an order is its total')]
      : []),
    ...(!isSold(order) && (isHeld || captured > refunded + lost)
      ? [found('S7', 'no money is kept for an order that came to nothing')]
      : []),
    ...(isSold(order) && order.total > 0 && !isCharged
      ? [found('E4', 'an order that is sold is paid for, or the money is held')]
      : []),
    ...(isSold(order) && rests && captured > 0 && order.total - order.refunded !== captured - refunded + yetToEarn
      ? [found('E8', 'orders and payments agree on what was earned')]
      : []),
    ...(stillHeld > 0 && hasLeft.has(order.status)
      ? [found('E8', 'of an order that has left, nothing is only held')]
      : []),
  ]
}
