import { Type } from 'typebox'
import {
  CustomerId,
  Exact,
  IdOf,
  Money,
  OrderId,
  PageOf,
  PageQuery,
  Quantity,
  ReturnId,
  Sku,
  Text,
  Timestamp,
} from './common.ts'
import { cursorInvalid } from './cursor.ts'
import { OrderFact, orderClosed } from './orders.ts'
import { PaidWith } from './payment-token.ts'
import { paymentOver } from './payments.ts'
import { notFound, problem } from './problem.ts'
import { productUnavailable } from './products.ts'
import { event, request } from './subject.ts'

export const ShipmentId = IdOf('shp')

/** So many pieces of a line. */
const Pieces = Exact({ sku: Sku, quantity: Quantity })

const PieceList = Type.Array(Pieces, { minItems: 1, maxItems: 100, description: 'Each SKU once' })

const Parcel = {
  carrier: Text(100),
  trackingNumber: Type.Optional(Text(100)),
  trackingUrl: Type.Optional(
    Type.String({ pattern: '^https://[^\\s<>"]+$', maxLength: 500, description: 'Where to see how far it has come' }),
  ),
}

export const Shipment = Exact({
  id: ShipmentId,
  orderId: OrderId,
  status: Type.Enum(['shipped', 'delivered']),
  lines: PieceList,
  ...Parcel,
  version: Type.Integer({ minimum: 1 }),
  shippedAt: Timestamp,
  deliveredAt: Type.Optional(Timestamp),
})

export const notThatMany = problem('not-that-many', 409, 'There are not so many of them to do this with', {
  members: { sku: Sku, left: Type.Integer({ minimum: 0, description: 'With how many it can still be done' }) },
})
export const lineRepeated = problem('line-repeated', 422, 'A SKU is named twice', { members: { sku: Sku } })
export const orderUnfinished = problem(
  'order-unfinished',
  409,
  'Its stock and its money are still on their way to us, so nothing of it can be sent yet',
  { retryable: true },
)

export const shipOrder = request('orders.ship', {
  summary: 'Sends pieces of an order in one parcel. An order may leave in several',
  input: Exact({ orderId: OrderId, lines: PieceList, ...Parcel }),
  output: Shipment,
  access: 'staff',
  problems: [notFound, orderClosed, orderUnfinished, notThatMany, lineRepeated, paymentOver],
  idempotencyKey: true,
  timeoutMs: 10_000,
})

export const deliverShipment = request('orders.deliver', {
  summary: 'Notes that a parcel has arrived. Saying it again is harmless',
  input: Exact({ shipmentId: ShipmentId }),
  output: Shipment,
  access: 'staff',
  problems: [notFound],
})

export const listShipments = request('orders.list-shipments', {
  summary: 'The parcels of an order, oldest first',
  input: Exact({ orderId: OrderId }),
  output: Exact({ items: Type.Array(Shipment) }),
  access: 'shopper',
  problems: [notFound],
})

export const orderShipped = event('order.shipped', {
  summary: 'A parcel of an order has left; `status` says whether anything is still to come',
  stream: 'orders',
  consumers: ['notifications'],
  data: Exact({ ...OrderFact, shipmentId: ShipmentId, parcel: PieceList, ...Parcel }),
})

export const orderDelivered = event('order.delivered', {
  summary: 'Everything of an order has arrived',
  stream: 'orders',
  consumers: ['notifications'],
  data: Exact(OrderFact),
})

export const ReturnStatus = Type.Enum(['requested', 'approved', 'refused', 'received', 'done'], {
  description: '`received`: the pieces are back, and the money is on its way; `done`: it has left',
})

export const Return = Exact({
  id: ReturnId,
  orderId: OrderId,
  customerId: CustomerId,
  status: ReturnStatus,
  lines: Type.Array(
    Exact({
      sku: Sku,
      quantity: Quantity,
      restocked: Type.Integer({ minimum: 0, description: 'How many came back fit to be sold again' }),
      writtenOff: Type.Integer({ minimum: 0, description: 'How many came back and can not be sold' }),
    }),
  ),
  reason: Text(1_000),
  answer: Type.Optional(Text(1_000, { description: 'What staff say to it' })),
  refund: Money,
  exchange: Type.Optional(Exact({ lines: PieceList }, { description: 'What its customer wants for it' })),
  exchangeOrderId: Type.Optional(
    Type.String({ ...OrderId, description: 'The order for that, made once everything is back' }),
  ),
  exchangeProblem: Type.Optional(
    Type.Object(
      { code: Type.String(), title: Type.String() },
      { description: 'Why no such order was made; what came back is paid back all the same' },
    ),
  ),
  version: Type.Integer({ minimum: 1 }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})

export const returnClosed = problem('return-closed', 409, 'The return can no longer change this way', {
  members: { returnStatus: ReturnStatus },
})

export const exchangeIncomplete = problem(
  'exchange-incomplete',
  409,
  'Not everything came back that was to be exchanged',
)
export const exchangeAbandoned = problem('exchange-abandoned', 409, 'What was wanted in exchange could not be ordered')
export const paymentMethodRequired = problem(
  'payment-method-required',
  422,
  'The order was not paid for, so there is nothing to pay an exchange with',
)

const Wanted = Exact(
  {
    lines: PieceList,
    paymentMethod: Type.Optional(
      Type.String({
        ...PaidWith,
        description:
          'What they are paid with; left out, the default of what is kept for the customer, or else what the order was paid with, if that can be charged again',
      }),
    ),
  },
  {
    description:
      'What is wanted for them: ordered once all of them are back, at the prices of that day, and sent at no charge. They themselves are paid back in any case',
  },
)

export const requestReturn = request('orders.request-return', {
  summary:
    'Asks to send pieces of an order back, and perhaps for others in exchange. What is being returned already can not be returned again',
  input: Exact({
    orderId: OrderId,
    lines: PieceList,
    reason: Text(1_000),
    exchange: Type.Optional(Wanted),
  }),
  output: Return,
  access: 'shopper',
  problems: [notFound, orderClosed, notThatMany, lineRepeated, productUnavailable, paymentMethodRequired],
  idempotencyKey: true,
})

export const approveReturn = request('orders.approve-return', {
  summary: 'Lets the customer send the pieces back. Saying it again is harmless',
  input: Exact({ returnId: ReturnId, answer: Type.Optional(Text(1_000)) }),
  output: Return,
  access: 'staff',
  problems: [notFound, returnClosed],
})

export const refuseReturn = request('orders.refuse-return', {
  summary: 'Refuses a return, and says why. Saying it again is harmless',
  input: Exact({ returnId: ReturnId, answer: Text(1_000) }),
  output: Return,
  access: 'staff',
  problems: [notFound, returnClosed],
})

export const receiveReturn = request('orders.receive-return', {
  summary:
    'Notes which pieces of an approved return came back. Those that can be sold again are put on the shelf, and what all of them cost is given back',
  input: Exact({
    returnId: ReturnId,
    lines: Type.Array(
      Exact({
        sku: Sku,
        restocked: Type.Integer({ minimum: 0, maximum: 999 }),
        writtenOff: Type.Integer({ minimum: 0, maximum: 999 }),
      }),
      { minItems: 1, maxItems: 100, description: 'Each SKU once; of what is left out nothing came' },
    ),
  }),
  output: Return,
  access: 'staff',
  problems: [notFound, returnClosed, notThatMany, lineRepeated],
  idempotencyKey: true,
})

export const readReturn = request('orders.read-return', {
  summary: "Reads one of the caller's returns; staff read any",
  input: Exact({ returnId: ReturnId }),
  output: Return,
  access: 'shopper',
  problems: [notFound],
})

export const listReturns = request('orders.list-returns', {
  summary: 'All returns, newest first, a page at a time',
  input: Exact({ ...PageQuery, status: Type.Optional(ReturnStatus) }),
  output: PageOf(Return),
  access: 'staff',
  problems: [cursorInvalid],
})

export const listReturnsOfOrder = request('orders.list-returns-of-order', {
  summary: 'The returns of one order, oldest first',
  input: Exact({ orderId: OrderId }),
  output: Exact({ items: Type.Array(Return) }),
  access: 'shopper',
  problems: [notFound],
})

const ReturnFact = Exact({ ...OrderFact, returnId: ReturnId, pieces: PieceList })

export const orderReturnRequested = event('order.return_requested', {
  summary: 'A customer wants to send pieces of an order back',
  stream: 'orders',
  audience: 'anyone',
  data: ReturnFact,
})

export const orderReturnApproved = event('order.return_approved', {
  summary: 'A return may be sent',
  stream: 'orders',
  audience: 'anyone',
  data: ReturnFact,
})

export const orderReturnRefused = event('order.return_refused', {
  summary: 'A return is not accepted',
  stream: 'orders',
  audience: 'anyone',
  data: ReturnFact,
})

export const orderReturnReceived = event('order.return_received', {
  summary: 'Pieces of an order are back; `status` is `returned` if it was everything',
  stream: 'orders',
  audience: 'anyone',
  data: Exact({
    ...OrderFact,
    returnId: ReturnId,
    pieces: Type.Array(Pieces, { maxItems: 100, description: 'None if nothing came back' }),
  }),
})

export const orderExchanged = event('order.exchanged', {
  summary: 'What came back of an order is replaced by a new one',
  stream: 'orders',
  audience: 'anyone',
  data: Exact({ ...OrderFact, returnId: ReturnId, exchangeOrderId: OrderId }),
})

export const orderExchangeFailed = event('order.exchange_failed', {
  summary: 'What is wanted for pieces of an order could not be ordered; what came back is paid back all the same',
  stream: 'orders',
  consumers: ['notifications'],
  data: Exact({
    ...OrderFact,
    returnId: ReturnId,
    reason: Type.String({ description: 'The code of the problem that hindered it' }),
  }),
})
