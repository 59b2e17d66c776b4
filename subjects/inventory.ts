import { Type } from 'typebox'
import {
  Country,
  Exact,
  IdOf,
  OrderId,
  PageOf,
  PageQuery,
  Quantity,
  RefusedOrderId,
  Sku,
  Text,
  Timestamp,
  UserId,
} from './common.ts'
import { cursorInvalid } from './cursor.ts'
import { notFound, problem } from './problem.ts'
import { event, request } from './subject.ts'

/** More than any shelf holds, and less than what overflows an integer of Postgres. */
export const maxCount = 2_000_000_000

/** How many there can be of something. */
export const Count = Type.Integer({ minimum: 0, maximum: maxCount })

export const LocationId = IdOf('loc')

/** Where nobody says otherwise, everything lies at the main location. */
export const AtLocation = Type.Optional(
  Type.String({ ...LocationId, description: 'Where; left out, it is the main location' }),
)

const Limit = Type.Integer({
  minimum: 1,
  maximum: 1_000_000,
  description: 'How many may be promised beyond what is there',
})

/** Whether what is not there may be sold. */
export const StockPolicy = Type.Union([
  Exact({ kind: Type.Literal('deny') }),
  Exact({ kind: Type.Literal('backorder'), limit: Limit }),
  Exact(
    { kind: Type.Literal('preorder'), limit: Limit, until: Timestamp },
    { description: 'From then on only what is there' },
  ),
])

const Threshold = Type.Union([Type.Integer({ minimum: 0, maximum: 1_000_000 }), Type.Null()], {
  description: 'When this few are left, staff are told',
})

const Counted = {
  onHand: Count,
  owed: Type.Integer({ minimum: 0, description: 'How many were sold that have yet to come' }),
  reserved: Count,
  available: Type.Integer({ minimum: 0, maximum: maxCount, description: 'How many more can be sold' }),
}

/** What lies at one location. */
export const Shelf = Exact({
  locationId: LocationId,
  ...Counted,
  policy: StockPolicy,
  threshold: Threshold,
  low: Type.Boolean({ description: 'Whether few were left, and there are not clearly more by now' }),
})

/** All there is of a SKU. Its version counts what staff change, not what is sold. */
export const Stock = Exact({
  sku: Sku,
  ...Counted,
  shelves: Type.Array(Shelf),
  version: Type.Integer({ minimum: 1 }),
  updatedAt: Timestamp,
})

export const Movement = Exact({
  id: Type.String(),
  locationId: LocationId,
  delta: Type.Integer(),
  balance: Type.Integer({
    description: 'What was on hand after it, at the location or locations that were asked about',
  }),
  reason: Type.Enum([
    'initial',
    'adjustment',
    'receipt',
    'transfer',
    'count',
    'import',
    'sale',
    'cancellation',
    'return',
  ]),
  note: Type.Union([Text(500), Type.Null()]),
  reference: Type.Union([Type.String(), Type.Null()]),
  actor: Type.String({ description: 'Who did it: a user, or an actor on its own' }),
  cause: Type.Union([Type.String(), Type.Null()], { description: 'The request that led to it' }),
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
export const stockOwed = problem('stock-owed', 409, 'Goods that were sold have yet to come', {
  members: { owed: Type.Integer({ minimum: 0 }) },
})
export const locationUnknown = problem('location-unknown', 422, 'There is no such location')
export const stockTaken = problem('stock-taken', 409, 'The order has already taken its stock off the shelf')

export const reserveStock = request('inventory.reserve', {
  summary: 'Holds all lines of an order for a while, or none. Asking again with the same order is harmless',
  input: Exact({
    orderId: OrderId,
    lines: Type.Array(Exact({ sku: Sku, quantity: Quantity }), { minItems: 1, maxItems: 100 }),
    holdSeconds: Type.Integer({ minimum: 1, maximum: 86_400 }),
    shipTo: Type.Optional(
      Exact(
        { country: Country, region: Type.Optional(Text(100)) },
        { description: 'Where it goes, for a store that sends from nearby' },
      ),
    ),
  }),
  output: Exact({
    expiresAt: Timestamp,
    owed: Type.Optional(
      Type.Array(
        Exact({
          sku: Sku,
          quantity: Type.Integer({ minimum: 1 }),
          expectedAt: Type.Optional({ ...Timestamp, description: 'When a preorder ends' }),
        }),
        { description: 'What of it has yet to come' },
      ),
    ),
  }),
  access: 'internal',
  callers: ['orders', 'tools'],
  shared: true,
  problems: [outOfStock, reservationLost],
})

export const extendHold = request('inventory.extend', {
  summary: 'Lets an order hold its stock until then, or longer if it does already; a day from now at most',
  input: Exact({ orderId: OrderId, until: Timestamp }),
  output: Exact({ expiresAt: Timestamp }),
  access: 'internal',
  callers: ['orders', 'tools'],
  problems: [reservationLost],
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
    orderId: Type.Optional(
      Type.String({ ...OrderId, description: 'It lies where this order was sold from, unless a location is named' }),
    ),
    locationId: AtLocation,
    lines: Type.Array(Exact({ sku: Sku, quantity: Quantity }), { minItems: 1, maxItems: 100 }),
  }),
  output: Type.Null(),
  access: 'internal',
  callers: ['orders', 'tools'],
  problems: [notFound, locationUnknown, stockTooHigh],
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
    locationId: AtLocation,
    note: Type.Optional(Text(500)),
  }),
  output: Stock,
  access: 'staff',
  problems: [notFound, locationUnknown, stockTooLow, stockTooHigh],
  idempotencyKey: true,
})

export const updateStock = request('inventory.update', {
  summary: 'Changes at how few of a SKU staff are told, and whether it is sold beyond what is there',
  input: Exact({
    sku: Sku,
    locationId: AtLocation,
    threshold: Type.Optional(Threshold),
    policy: Type.Optional(StockPolicy),
  }),
  output: Stock,
  access: 'staff',
  problems: [notFound, locationUnknown, stockTooLow],
  conditional: true,
})

export const listMovements = request('inventory.list-movements', {
  summary: 'What moved of one SKU, newest first, with what was on hand afterwards, a page at a time',
  input: Exact({ sku: Sku, ...PageQuery, locationId: Type.Optional(LocationId) }),
  output: PageOf(Movement),
  access: 'staff',
  problems: [notFound, cursorInvalid],
})

export const inventoryUpdated = event('inventory.updated', {
  summary: 'What can be sold of a SKU changed: the last value is always told, of several in a moment only that',
  stream: 'inventory',
  consumers: ['products'],
  audience: 'anyone',
  data: Exact({ sku: Sku, available: Count }),
})

export const stockLow = event('inventory.low_stock', {
  summary: 'As few of a SKU are left at a location as somebody wanted to be told of',
  stream: 'inventory',
  consumers: ['notifications'],
  audience: 'anyone',
  data: Exact({
    sku: Sku,
    locationId: LocationId,
    available: Count,
    threshold: Type.Integer({ minimum: 0 }),
  }),
})

export const reservationExpired = event('inventory.reservation_expired', {
  summary: 'An order held its stock for too long, and holds it no more',
  stream: 'inventory',
  audience: 'anyone',
  data: Exact({ orderId: OrderId }),
})

export const stockReturned = event('inventory.back_in_stock', {
  summary: 'A SKU can be had again that somebody has waited for',
  stream: 'inventory',
  consumers: ['notifications'],
  data: Exact({ sku: Sku, userId: UserId }),
})
