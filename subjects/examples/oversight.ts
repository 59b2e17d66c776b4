import type * as subject from '../oversight.ts'
import type { ExamplesOf } from '../subject.ts'
import { ada, confirmed, ordered, orderId, orderNumber, sold, total } from './story.ts'

const order = { number: orderNumber, status: 'confirmed' as const, customerId: ada.id, total }
const note = 'Rang to say that nobody is at home before noon.'
const noted = { seq: 3, type: 'order.noted', status: order.status, at: confirmed, text: 'A note was added.', note }

/** Somebody looks after the shop that Ada ordered from. */
export const oversight: ExamplesOf<typeof subject> = {
  searchOrders: {
    input: { email: ada.email },
    output: { items: [{ ...order, id: orderId, createdAt: ordered }], next: null },
  },
  addNote: { input: { orderId, text: note }, output: noted },
  orderNoted: { ...order, orderId, lines: [sold], public: false },
  verifyFold: { input: { since: ordered }, output: { checked: 1, differences: [], next: null } },
}
