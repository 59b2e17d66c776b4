import type { Broken } from '../law.ts'
import type { All } from './across.ts'
import { isSold, type OrderAtRest } from './orders-at-rest.ts'

type Units = { readonly orderId: string; readonly sku: string; readonly quantity: number }
type Held = Units & { readonly status: string }

const what = 'an order that is sold has what it sold, and no other one holds any'

/** Orders against what left the shelves for them: E6. */
export async function stockLaw(
  { orders, inventory }: All,
  resting: readonly OrderAtRest[],
): Promise<readonly Broken[]> {
  const ids = resting.map(({ id }) => id)
  const cancellations = resting.flatMap(({ cancellationId }) => cancellationId ?? [])
  const [ordered, held, back] = await Promise.all([
    orders<Units[]>`
      select order_id as "orderId", sku, sum(quantity)::int as quantity from order_items
      where order_id = any(${ids}) group by 1, 2`,
    inventory<Held[]>`
      select order_id as "orderId", status, sku, sum(quantity)::int as quantity
      from order_holds join reservations using (order_id) where order_id = any(${ids}) group by 1, 2, 3`,
    inventory<Units[]>`
      select reference as "orderId", sku, sum(delta)::int as quantity from stock_movements
      where reason in ('cancellation', 'return') and reference = any(${cancellations}) group by 1, 2`,
  ])
  const [orderedBy, heldBy, backBy] = [byOrder(ordered), byOrder(held), byOrder(back)]
  return resting.flatMap((order) => {
    const its = heldBy.get(order.id) ?? []
    const gone = its.filter(({ status }) => status === 'committed')
    const returned = order.cancellationId ? (backBy.get(order.cancellationId) ?? []) : []
    const isEven = isSold(order)
      ? areSame(gone, orderedBy.get(order.id) ?? [])
      : areSame(gone, returned) && its.every(({ status }) => status === 'committed' || status === 'released')
    return isEven ? [] : [{ id: 'E6', what, offenders: [{ order, held: its, returned }] }]
  })
}

const byOrder = <U extends Units>(units: readonly U[]) => Map.groupBy(units, ({ orderId }) => orderId)

/** Whether two lists have as many of each SKU. */
function areSame(some: readonly Units[], others: readonly Units[]): boolean {
  const texts = (units: readonly Units[]) =>
    units
      .map(({ sku, quantity }) => `${quantity} ${sku}`)
      .sort()
      .join()
  return texts(some) === texts(others)
}
