import { Type } from 'typebox'
import { Exact, OrderId, PageOf, PageQuery, Sku, Timestamp } from './common.ts'
import { cursorInvalid } from './cursor.ts'
import { Count, LocationId, Stock } from './inventory.ts'
import { notFound } from './problem.ts'
import { request } from './subject.ts'

/** Some of a SKU that an order was promised, and that is on the shelf still. */
export const Reservation = Exact({
  orderId: OrderId,
  locationId: LocationId,
  quantity: Type.Integer({ minimum: 1 }),
  status: Type.Enum(['held', 'committing']),
  expiresAt: Timestamp,
})

export const listStocks = request('inventory.list', {
  summary: 'What there is, by SKU, a page at a time',
  input: Exact({
    ...PageQuery,
    sku: Type.Optional(Type.String({ pattern: '^[A-Z0-9-]{1,40}$', description: 'How the SKU begins' })),
    locationId: Type.Optional(LocationId),
    inStock: Type.Optional(Type.Boolean({ description: 'Whether something is on hand and promised to nobody' })),
  }),
  output: PageOf(Stock),
  access: 'staff',
  problems: [cursorInvalid],
})

export const listLowStocks = request('inventory.list-low', {
  summary: 'What runs low, by SKU, a page at a time',
  input: Exact({ ...PageQuery, locationId: Type.Optional(LocationId) }),
  output: PageOf(Stock),
  access: 'staff',
  problems: [cursorInvalid],
})

export const listReservations = request('inventory.list-reservations', {
  summary: 'Which orders one SKU is promised to and has not left for yet, a page at a time',
  input: Exact({ sku: Sku, ...PageQuery }),
  output: PageOf(Reservation),
  access: 'staff',
  problems: [notFound, cursorInvalid],
})

export const forecastStock = request('inventory.forecast', {
  summary:
    'How long what can be sold of a SKU will last, as it has sold lately: in four weeks, or its last thousand movements',
  input: Exact({ sku: Sku }),
  output: Exact({
    sku: Sku,
    available: Count,
    soldPerDay: Type.Number({ minimum: 0 }),
    daysLeft: Type.Union([Type.Number({ minimum: 0 }), Type.Null()], { description: 'null: nothing was sold' }),
    since: Timestamp,
  }),
  access: 'staff',
  problems: [notFound],
})
