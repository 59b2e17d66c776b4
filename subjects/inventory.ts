import { Type } from 'typebox'
import { Exact, OrderId, PageQuery, Quantity, RefusedOrderId, Sku, Text, Timestamp } from './common.ts'
import { notFound, problem } from './problem.ts'
import { event, request } from './subject.ts'

/** More than any shelf holds, and less than what overflows an integer of Postgres. */
export const maxCount = 2_000_000_000

const Count = Type.Integer({ minimum: 0, maximum: maxCount })

export const Stock = Exact({
  sku: Sku,
  onHand: Count,
  reserved: Count,
  available: Count,
  version: Type.Integer({ minimum: 1 }),
  updatedAt: Timestamp,
})

export const Movement = Exact({
  id: Type.String(),
  delta: Type.Integer(),
  reason: Type.Enum(['initial', 'adjustment', 'receipt', 'sale', 'cancellation', 'return']),
  note: Type.Union([Text(500), Type.Null()]),
  reference: Type.Union([Type.String(), Type.Null()]),
  at: Timestamp,
})

export const outOfStock = problem('out-of-stock', 409, 'Not enough stock', {
  members: {
    orderId: RefusedOrderId,
    shortages: Type.Array(Exact({ sku: Sku, requested: Type.Integer(), available: Count }), {
      description: 'Of what there is not enough: what was asked for, and what is left',
    }),
  },
})
export const reservationLost = problem('reservation-lost', 409, 'The reservation has expired or was released', {
  members: { orderId: RefusedOrderId },
})
export const stockTooLow = problem('stock-too-low', 409, 'The stock would fall below what is reserved', {
  members: { onHand: Count, reserved: Count },
})
export const stockTooHigh = problem('stock-too-high', 409, 'The stock would be more than can be kept', {
  members: { onHand: Count, most: Count },
})
export const stockTaken = problem('stock-taken', 409, 'The order has already taken its stock off the shelf')

export const reserveStock = request('inventory.reserve', {
  summary: 'Holds all lines of an order for a while, or none. Asking again with the same order is harmless',
  input: Exact({
    orderId: OrderId,
    lines: Type.Array(Exact({ sku: Sku, quantity: Quantity }), { minItems: 1, maxItems: 100 }),
    holdSeconds: Type.Integer({ minimum: 1, maximum: 86_400 }),
  }),
  output: Exact({ expiresAt: Timestamp }),
  access: 'internal',
  callers: ['orders', 'tools'],
  shared: true,
  problems: [outOfStock, reservationLost],
})

export const secureStock = request('inventory.secure', {
  summary: 'Makes the hold of an order safe from expiring: from here it ends only by commit or release',
  input: Exact({ orderId: OrderId }),
  output: Type.Null(),
  access: 'internal',
  callers: ['orders', 'tools'],
  shared: true,
  problems: [reservationLost],
})

export const releaseStock = request('inventory.release', {
  summary: 'Gives back what an order holds. It stays given back: a reservation that arrives later is refused',
  input: Exact({ orderId: OrderId }),
  output: Type.Null(),
  access: 'internal',
  callers: ['orders', 'tools'],
  shared: true,
  problems: [stockTaken],
})

export const commitStock = request('inventory.commit', {
  summary: 'Takes what an order holds off the shelf for good',
  input: Exact({ orderId: OrderId }),
  output: Type.Null(),
  access: 'internal',
  callers: ['orders', 'tools'],
  shared: true,
  problems: [reservationLost],
})

export const restockStock = request('inventory.restock', {
  summary: 'Puts back on the shelf what was sold and has come back, once for each reference however often it is asked',
  input: Exact({
    reference: Type.String({ maxLength: 100, description: 'The cancellation or the return that brings it back' }),
    reason: Type.Enum(['cancellation', 'return']),
    lines: Type.Array(Exact({ sku: Sku, quantity: Quantity }), { minItems: 1, maxItems: 100 }),
  }),
  output: Type.Null(),
  access: 'internal',
  callers: ['orders', 'tools'],
  problems: [notFound],
})

export const readStock = request('inventory.read', {
  summary: 'Reads the stock of one SKU',
  input: Exact({ sku: Sku }),
  output: Stock,
  access: 'staff',
  problems: [notFound],
})

export const adjustStock = request('inventory.adjust', {
  summary: 'Adds to or takes from the stock of one SKU, with a reason that stays on record',
  input: Exact({
    sku: Sku,
    delta: Type.Integer({ minimum: -1_000_000, maximum: 1_000_000, not: { const: 0 } }),
    note: Type.Optional(Text(500)),
  }),
  output: Stock,
  access: 'staff',
  problems: [notFound, stockTooLow, stockTooHigh],
  idempotencyKey: true,
})

export const listMovements = request('inventory.list-movements', {
  summary: 'The latest movements of one SKU, newest first',
  input: Exact({ sku: Sku, limit: PageQuery.limit }),
  output: Exact({ items: Type.Array(Movement) }),
  access: 'staff',
  problems: [notFound],
})

export const inventoryUpdated = event('inventory.updated', {
  summary: 'What can be sold of a SKU changed',
  stream: 'inventory',
  consumers: ['products'],
  audience: 'anyone',
  data: Exact({ sku: Sku, available: Count }),
})
