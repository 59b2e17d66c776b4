import { expect, test } from 'vitest'
import type { Recorded } from './customers.ts'
import { toldOtherwise } from './verdict.ts'

const told = (some: Partial<Recorded>): Recorded => ({
  customerId: 'usr_ada',
  what: 'order',
  key: 'key 1',
  outcome: 'ok',
  status: 'confirmed',
  orderId: 'ord_1',
  ...some,
})
const order = (some: object = {}) => ({ id: 'ord_1', customerId: 'usr_ada', status: 'confirmed', ...some })
const { orderId: _, status: _status, ...unanswered } = told({ outcome: 'unknown' })

test.each([
  ['an order that was answered is there', [told({})], [order()], 0],
  ['one that was answered twice is one', [told({}), told({})], [order()], 0],
  ['one that was answered and is not there', [told({})], [], 1],
  ["one that was answered and is somebody else's", [told({})], [order({ customerId: 'usr_bob' })], 1],
  ['one that was refused and is there', [told({ outcome: 'refused', code: 'out-of-stock' })], [order()], 1],
  ['one that was refused and failed', [told({ outcome: 'refused' })], [order({ status: 'rejected' })], 0],
  ['one that nobody answered may be there', [unanswered], [order()], 0],
  ['or not', [unanswered], [], 0],
  ['but not twice', [unanswered], [order(), order({ id: 'ord_2' })], 1],
  ['one that nobody wanted', [], [order()], 1],
] as const)('%s', (_what, history, orders, violations) => {
  expect(toldOtherwise(history, orders)).toHaveLength(violations)
})
