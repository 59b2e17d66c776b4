import { orderStatuses } from '#db/orders/schema.ts'

export type OrderStatus = (typeof orderStatuses)[number]

/** Where an order can go from where it is; every other move is refused. */
const transitions: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  pending: ['awaiting_payment', 'confirmed', 'rejected', 'payment_failed', 'cancelled'],
  awaiting_payment: ['pending', 'awaiting_payment', 'confirmed', 'rejected', 'payment_failed', 'cancelled'],
  confirmed: ['partially_shipped', 'shipped', 'cancelled'],
  partially_shipped: ['partially_shipped', 'shipped'],
  shipped: ['delivered', 'returned'],
  delivered: ['returned'],
  rejected: [],
  payment_failed: [],
  cancelled: [],
  returned: [],
}

/** The states an order may be in before it becomes `to`. */
export const statesBefore = (to: OrderStatus): OrderStatus[] =>
  orderStatuses.filter((from) => transitions[from].includes(to))

/** Whether an order in this state stays in it. What it owes may still be on its way. */
export const isFinal = (status: OrderStatus): boolean => transitions[status].length === 0
