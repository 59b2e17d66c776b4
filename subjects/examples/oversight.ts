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
  explainOrder: {
    input: { orderId },
    output: {
      orderId,
      number: orderNumber,
      status: 'confirmed',
      cause: 'service-absent',
      summary: '“commit stock” asks req.inventory.commit, and no inventory answers that.',
      saga: { name: 'checkout', id: orderId },
      state: 'running',
      step: 'commit stock',
      service: { service: 'inventory', request: 'req.inventory.commit', instances: 0, inHand: 0, pending: 0 },
      attempts: 3,
      lastError: 'Problem: Nobody can answer this right now',
      nextAt: confirmed,
      actions: [
        { action: 'retry', allowed: true, effect: 'Tries “commit stock” again now.' },
        {
          action: 'skip',
          allowed: true,
          effect: 'Takes “commit stock” for done, on your word, and goes on with “capture payment”.',
        },
        {
          action: 'compensate',
          allowed: false,
          effect: 'Undoes what was done so far: the stock and the money go back, and the order comes to nothing.',
        },
      ],
      version: 7,
    },
  },
  resolveOrder: {
    input: { orderId, action: 'retry' },
    output: { orderId, action: 'retry', step: 'commit stock', state: 'running', version: 8 },
  },
  orderResolved: { ...order, orderId, lines: [sold], action: 'retry', step: 'commit stock' },
  verifyFold: { input: { since: ordered }, output: { checked: 1, differences: [], next: null } },
}
