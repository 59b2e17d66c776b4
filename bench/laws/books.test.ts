import { expect, test } from 'vitest'
import { type Compared, compareBooks } from './books.ts'

const even: Compared = {
  confirmed: ['ord_1', 'ord_2'],
  orders: [
    { id: 'ord_1', status: 'confirmed', total: 1_000 },
    { id: 'ord_2', status: 'shipped', total: 250 },
    { id: 'ord_3', status: 'rejected', total: 99 },
  ],
  payments: [
    { orderId: 'ord_1', intentId: 'pi_1', captured: 1_000 },
    { orderId: 'ord_2', intentId: 'pi_2', captured: 250 },
    { orderId: 'ord_3', intentId: null, captured: 0 },
  ],
  ledger: new Map([
    ['pi_1', 1_000],
    ['pi_2', 250],
  ]),
  ordered: [
    { orderId: 'ord_1', sku: 'MUG', quantity: 2 },
    { orderId: 'ord_2', sku: 'MUG', quantity: 1 },
    { orderId: 'ord_3', sku: 'MUG', quantity: 5 },
  ],
  taken: [
    { orderId: 'ord_1', sku: 'MUG', quantity: 2 },
    { orderId: 'ord_2', sku: 'MUG', quantity: 1 },
  ],
  shelves: [{ sku: 'MUG', onHand: 97, reserved: 5, moved: 97, held: 5 }],
}

test('books that are even say what was added up', () => {
  expect(compareBooks(even)).toEqual({
    checked: [
      '2 confirmations stand; 2 orders sold for 12.50, as captured in the ledger of Stripe',
      '3 units left 1 shelves, and each shelf adds up',
    ],
    violations: [],
  })
})

test.each<[string, Partial<Compared>, RegExp]>([
  [
    'an order that was confirmed to the customer and is lost',
    { confirmed: ['ord_9'] },
    /ord_9 was answered as confirmed/,
  ],
  [
    'an order that is sold and not paid',
    { payments: even.payments.slice(1), ledger: new Map([['pi_2', 250]]) },
    /order ord_1: 1000 costs, 0 captured/,
  ],
  [
    'an order that came to nothing and is paid all the same',
    { payments: [...even.payments, { orderId: 'ord_3', intentId: null, captured: 99 }] },
    /order ord_3: 0 costs, 99 captured/,
  ],
  [
    'money taken twice at the provider',
    {
      ledger: new Map([
        ['pi_1', 2_000],
        ['pi_2', 250],
      ]),
    },
    /intent pi_1: 1000 .* 2000/,
  ],
  ['money never taken at the provider', { ledger: new Map([['pi_1', 1_000]]) }, /intent pi_2: 250 .* 0/],
  ['an order whose goods stay on the shelf', { taken: even.taken.slice(1) }, /MUG for ord_1: 2 sold, 0 taken/],
  [
    'goods taken off the shelf twice',
    { taken: [...even.taken, ...even.taken.slice(1)] },
    /MUG for ord_2: 1 sold, 2 taken/,
  ],
  [
    'a shelf that does not hold what its movements say',
    { shelves: [{ sku: 'MUG', onHand: 98, reserved: 5, moved: 97, held: 5 }] },
    /98 on hand, but its movements add up to 97/,
  ],
  [
    'a reservation nobody holds',
    { shelves: [{ sku: 'MUG', onHand: 97, reserved: 6, moved: 97, held: 5 }] },
    /6 reserved, but orders hold 5/,
  ],
])('%s is found', (_, difference, violation) => {
  const { violations } = compareBooks({ ...even, ...difference })

  expect(violations).toHaveLength(1)
  expect(violations[0]).toMatch(violation)
})
