import { Type } from 'typebox'
import { Exact, IdOf, PageOf, PageQuery, Sku, Text, Timestamp } from './common.ts'
import { cursorInvalid } from './cursor.ts'
import {
  AtLocation,
  Count,
  LocationId,
  locationUnknown,
  Stock,
  stockOwed,
  stockTooHigh,
  stockTooLow,
} from './inventory.ts'
import { notFound, problem } from './problem.ts'
import { request } from './subject.ts'

const Some = Type.Integer({ minimum: 1, maximum: 1_000_000 })
const Note = Type.Optional(Text(500))

export const receiveStock = request('inventory.receive', {
  summary: 'Puts on the shelf what was delivered',
  input: Exact({
    sku: Sku,
    quantity: Some,
    locationId: AtLocation,
    reference: Type.Optional(Text(100, { description: "The supplier's name for the delivery" })),
    note: Note,
  }),
  output: Stock,
  access: 'staff',
  problems: [notFound, locationUnknown, stockTooHigh],
  idempotencyKey: true,
})

export const locationSame = problem('location-same', 422, 'The goods are there already')

export const transferStock = request('inventory.transfer', {
  summary: 'Moves what nobody is promised from one location to another',
  input: Exact({ sku: Sku, quantity: Some, fromLocationId: LocationId, toLocationId: LocationId, note: Note }),
  output: Stock,
  access: 'staff',
  problems: [notFound, locationUnknown, locationSame, stockTooLow, stockTooHigh],
  idempotencyKey: true,
})

export const StocktakeId = IdOf('stk')

/** Somebody counts what lies at a location. */
export const Stocktake = Exact({
  id: StocktakeId,
  sku: Sku,
  locationId: LocationId,
  status: Type.Enum(['open', 'counted', 'abandoned']),
  expected: Type.Integer({ minimum: 0, description: 'How many should have been there when the counting began' }),
  counted: Type.Union([Count, Type.Null()]),
  variance: Type.Union([Type.Integer(), Type.Null()], { description: 'How many more there were than expected' }),
  note: Type.Union([Text(500), Type.Null()]),
  version: Type.Integer({ minimum: 1 }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})

export const stocktakeOpen = problem('stocktake-open', 409, 'Somebody is counting there', {
  members: { stocktakeId: StocktakeId },
})
export const stocktakeClosed = problem('stocktake-closed', 409, 'The stocktake has come to its end')

export const openStocktake = request('inventory.open-stocktake', {
  summary: 'Begins to count a SKU at a location; what is sold until the count is told is no difference',
  input: Exact({ sku: Sku, locationId: AtLocation }),
  output: Stocktake,
  access: 'staff',
  problems: [notFound, locationUnknown, stocktakeOpen, stockOwed],
  idempotencyKey: true,
})

export const countStocktake = request('inventory.count-stocktake', {
  summary: 'Tells how many there were when the counting began, and sets the books right by the difference',
  input: Exact({ stocktakeId: StocktakeId, counted: Count, note: Note }),
  output: Stocktake,
  access: 'staff',
  problems: [notFound, stocktakeClosed, stockOwed, stockTooLow, stockTooHigh],
  idempotencyKey: true,
})

export const abandonStocktake = request('inventory.abandon-stocktake', {
  summary: 'Ends a stocktake without a count',
  input: Exact({ stocktakeId: StocktakeId }),
  output: Type.Null(),
  access: 'staff',
  problems: [notFound, stocktakeClosed],
})

export const readStocktake = request('inventory.read-stocktake', {
  summary: 'Reads one stocktake',
  input: Exact({ stocktakeId: StocktakeId }),
  output: Stocktake,
  access: 'staff',
  problems: [notFound],
})

export const OperationId = IdOf('opr')

/** Work that goes on after its request was answered. */
export const Operation = Exact({
  id: OperationId,
  status: Type.Enum(['running', 'succeeded', 'failed'], { description: '`failed`: every row was refused' }),
  done: Count,
  total: Count,
  result: Exact({ applied: Count, refused: Count }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})

export const importInvalid = problem('import-invalid', 422, 'The list cannot be read', {
  members: { rows: Type.Array(Exact({ row: Type.Integer(), field: Type.String(), detail: Type.String() })) },
})

export const importStock = request('inventory.import', {
  summary:
    'Counts many SKUs at once: each row says what is on hand of one. They are applied after the answer, each by itself',
  input: Exact({
    format: Type.Enum(['csv', 'ndjson'], {
      description:
        'CSV with the header `sku,onHand` or `sku,location,onHand`, or a JSON object of these members a line',
    }),
    content: Text(700_000, { description: 'At most 10,000 rows' }),
  }),
  output: Operation,
  access: 'staff',
  problems: [importInvalid],
  idempotencyKey: true,
  timeoutMs: 5_000,
})

export const readOperation = request('inventory.read-operation', {
  summary: 'How far an import is',
  input: Exact({ operationId: OperationId }),
  output: Operation,
  access: 'staff',
  problems: [notFound],
})

export const listRefusedRows = request('inventory.list-refused-rows', {
  summary: 'The rows of an import that were refused, and why, a page at a time',
  input: Exact({ operationId: OperationId, ...PageQuery }),
  output: PageOf(
    Exact({
      row: Type.Integer({ minimum: 1 }),
      sku: Type.String(),
      location: Type.Union([Type.String(), Type.Null()]),
      onHand: Type.Integer(),
      problem: Exact({ code: Type.String(), detail: Type.String() }),
    }),
  ),
  access: 'staff',
  problems: [notFound, cursorInvalid],
})

export const stockThere = problem('in-stock', 409, 'It can be had already')

export const subscribeToStock = request('inventory.subscribe', {
  summary: 'Has the caller written to when a sold-out SKU can be had again, once',
  input: Exact({ sku: Sku }),
  output: Type.Null(),
  access: 'customer',
  problems: [notFound, stockThere],
})

export const unsubscribeFromStock = request('inventory.unsubscribe', {
  summary: 'Has the caller not written to when a SKU can be had again',
  input: Exact({ sku: Sku }),
  output: Type.Null(),
  access: 'customer',
})
