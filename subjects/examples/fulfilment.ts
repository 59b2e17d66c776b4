import type * as subject from '../fulfilment.ts'
import type { ExamplesOf } from '../subject.ts'
import {
  ada,
  cream,
  exchangeId,
  mug,
  nothing,
  orderId,
  orderNumber,
  returnId,
  shipmentId,
  sold,
  total,
} from './story.ts'

const [sent, arrived] = ['2026-11-03T10:00:00.000Z', '2026-11-05T14:20:00.000Z']
const [asked, back] = ['2026-11-09T18:05:00.000Z', '2026-11-13T11:40:00.000Z']

const both = [{ sku: mug.sku, quantity: 2 }]
const one = [{ sku: mug.sku, quantity: 1 }]
const parcel = {
  carrier: 'DHL',
  trackingNumber: '00340434161094042557',
  trackingUrl: 'https://www.dhl.de/en/privatkunden/pakete-empfangen/verfolgen.html?piececode=00340434161094042557',
}
const shipped = {
  id: shipmentId,
  orderId,
  status: 'shipped' as const,
  lines: both,
  ...parcel,
  version: 1,
  shippedAt: sent,
}
const delivered = { ...shipped, status: 'delivered' as const, version: 2, deliveredAt: arrived }

const requested = {
  id: returnId,
  orderId,
  customerId: ada.id,
  status: 'requested' as const,
  lines: [{ sku: mug.sku, quantity: 1, restocked: 0, writtenOff: 0 }],
  reason: 'One of them would please me more in cream',
  refund: nothing,
  exchange: { lines: [{ sku: cream.sku, quantity: 1 }] },
  version: 1,
  createdAt: asked,
  updatedAt: asked,
}
const received = {
  ...requested,
  status: 'received' as const,
  lines: [{ sku: mug.sku, quantity: 1, restocked: 1, writtenOff: 0 }],
  refund: { amount: 1_490, currency: 'EUR' },
  version: 3,
  updatedAt: back,
}
const approved = { ...requested, status: 'approved' as const, answer: 'Please use the label we sent', version: 2 }
const refused = { ...requested, status: 'refused' as const, answer: 'It was engraved for you', version: 2 }

const fact = { orderId, number: orderNumber, customerId: ada.id, total, lines: [sold] }
const returned = { ...fact, status: 'delivered' as const, returnId, pieces: one }

/** The mugs reach Ada, and she sends one of them back, for one in cream. */
export const fulfilment: ExamplesOf<typeof subject> = {
  shipOrder: { input: { orderId, lines: both, ...parcel }, output: shipped },
  deliverShipment: { input: { shipmentId }, output: delivered },
  listShipments: { input: { orderId }, output: { items: [delivered] } },
  requestReturn: {
    input: { orderId, lines: one, reason: requested.reason, exchange: requested.exchange },
    output: requested,
  },
  approveReturn: { input: { returnId, answer: approved.answer }, output: approved },
  refuseReturn: { input: { returnId, answer: refused.answer }, output: refused },
  receiveReturn: { input: { returnId, lines: [{ sku: mug.sku, restocked: 1, writtenOff: 0 }] }, output: received },
  readReturn: { input: { returnId }, output: requested },
  listReturns: { input: { status: 'requested', limit: 20 }, output: { items: [requested], next: null } },
  listReturnsOfOrder: { input: { orderId }, output: { items: [requested] } },
  orderShipped: { ...fact, status: 'shipped', shipmentId, parcel: both, ...parcel },
  orderDelivered: { ...fact, status: 'delivered' },
  orderReturnRequested: returned,
  orderReturnApproved: returned,
  orderReturnRefused: returned,
  orderReturnReceived: returned,
  orderExchanged: { ...fact, status: 'delivered', returnId, exchangeOrderId: exchangeId },
  orderExchangeFailed: { ...fact, status: 'delivered', returnId, reason: 'product-unavailable' },
}
