import { expect, test } from 'vitest'
import type { Recorded } from './history.ts'
import { type Stored, toldOtherwise } from './told.ts'

const told = (some: Partial<Recorded> = {}): Recorded => ({
  customerId: 'usr_ada',
  what: 'order',
  key: 'key 1',
  outcome: 'ok',
  status: 'confirmed',
  orderId: 'ord_1',
  madeId: 'ord_1',
  total: 100,
  ...some,
})
const { orderId: _, madeId: _made, status: _status, total: _total, ...unanswered } = told({ outcome: 'unknown' })
const order = (some: object = {}) => ({ id: 'ord_1', customerId: 'usr_ada', status: 'confirmed', total: 100, ...some })
const key = (some: object = {}) => ({ customerId: 'usr_ada', key: 'key 1', orderId: 'ord_1', ...some })
const refused = (code: string) => ({ ...unanswered, outcome: 'refused', code }) as const
const cancel = (some: Partial<Recorded> = {}) => told({ what: 'cancel', key: 'key 2', madeId: '', ...some })
const parcel = (some: Partial<Recorded> = {}) => told({ what: 'ship', key: 'key 3', madeId: 'shp_1', ...some })
const madeOf = (some: Partial<Stored['made']> = {}) => ({
  made: { cancel: [], ship: [], return: [], receive: [], ...some },
})
const made = (id: string) => ({ id, orderId: 'ord_1' })

const there = { orders: [order()], keys: [key()], ...madeOf() }
const nothing = { orders: [], keys: [], ...madeOf() }
const cancelled = { ...there, orders: [order({ status: 'cancelled' })], ...madeOf({ cancel: [made('cnl_1')] }) }

test.each<[string, readonly Recorded[], Stored, RegExp | undefined]>([
  ['an order that was answered is there', [told()], there, undefined],
  ['one that was answered twice is one', [told(), told()], there, undefined],
  ['one that was answered and is not there', [told()], nothing, /is no order of usr_ada/],
  ["one that is somebody else's", [told()], { ...there, orders: [order({ customerId: 'usr_bob' })] }, /is no order of/],
  ['two answers under one key', [told(), told({ orderId: 'ord_2', madeId: 'ord_2' })], there, /2 ways/],
  [
    'done and refused under one key',
    [told(), refused('out-of-stock')],
    there,
    /2 ways: ord_1, refused with out-of-stock/,
  ],
  [
    'told to wait, and refused in the end',
    [told({ status: 'pending' }), refused('payment-declined')],
    { ...there, orders: [order({ status: 'payment_failed' })] },
    undefined,
  ],
  ['one that costs something else', [told({ total: 99 })], there, /said to cost 99, and costs 100/],
  [
    'one that was confirmed and came to nothing',
    [told()],
    { ...there, orders: [order({ status: 'rejected' })] },
    /is rejected/,
  ],
  [
    'one that was refused by its id',
    [{ ...refused('out-of-stock'), orderId: 'ord_1' }],
    there,
    /refused with out-of-stock/,
  ],
  ['one that was refused by its key alone', [refused('out-of-stock')], there, /refused with out-of-stock/],
  ['one that was refused and failed', [refused('x')], { ...there, orders: [order({ status: 'rejected' })] }, undefined],
  [
    'one whose cart became another order',
    [told(), { ...refused('cart-already-ordered'), key: 'key 2' }],
    there,
    undefined,
  ],
  ['one that nobody answered may be there', [unanswered], there, undefined],
  ['or not', [unanswered], nothing, undefined],
  ['one that nobody wanted', [], there, /nobody asked for/],
  ['one without a key', [unanswered], { ...there, keys: [] }, /nobody asked for/],
  ['one that was called off', [told(), cancel()], cancelled, undefined],
  ['one that was called off and is not', [told(), cancel()], there, /called off, and is confirmed/],
  ['one whose cancellation was refused', [told(), cancel({ outcome: 'refused' })], cancelled, /nobody was told so/],
  ['one whose cancellation nobody answered', [told(), cancel({ outcome: 'unknown' })], cancelled, undefined],
  [
    'a parcel that was answered twice',
    [told(), parcel(), parcel()],
    { ...there, ...madeOf({ ship: [made('shp_1')] }) },
    undefined,
  ],
  [
    'a parcel that is not there',
    [told(), parcel()],
    there,
    /ship of ord_1: 1 answered, 0 without an answer, and 0 made/,
  ],
  [
    'a parcel too many',
    [told(), parcel()],
    { ...there, ...madeOf({ ship: [made('shp_1'), made('shp_2')] }) },
    /and 2 made/,
  ],
  [
    'a parcel nobody answered',
    [told(), parcel({ outcome: 'unknown' })],
    { ...there, ...madeOf({ ship: [made('shp_1')] }) },
    undefined,
  ],
])('%s', (_what, history, stored, violation) => {
  const found = toldOtherwise(history, stored)
  if (violation) expect(found.join('\n')).toMatch(violation)
  else expect(found).toEqual([])
})
