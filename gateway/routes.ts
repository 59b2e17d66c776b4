import * as books from '#subjects/books.ts'
import * as carts from '#subjects/carts.ts'
import * as documents from '#subjects/documents.ts'
import * as fulfilment from '#subjects/fulfilment.ts'
import * as inventory from '#subjects/inventory.ts'
import * as locations from '#subjects/locations.ts'
import * as notifications from '#subjects/notifications.ts'
import * as orderPayment from '#subjects/order-payment.ts'
import * as orders from '#subjects/orders.ts'
import * as oversight from '#subjects/oversight.ts'
import * as paymentMethods from '#subjects/payment-methods.ts'
import * as payments from '#subjects/payments.ts'
import * as products from '#subjects/products.ts'
import * as promotions from '#subjects/promotions.ts'
import * as reimbursements from '#subjects/reimbursements.ts'
import * as stockKeeping from '#subjects/stock-keeping.ts'
import * as stockViews from '#subjects/stock-views.ts'
import * as store from '#subjects/store.ts'
import type { OutputOf } from '#subjects/subject.ts'
import * as users from '#subjects/users.ts'
import { isCommonList, tagsOfList, tagsOfProduct } from './cache/tags.ts'
import { categoryPath, paymentsOfOrders, productOfLine, timeline } from './expansions.ts'
import { list } from './lists.ts'
import { cached, file, type Route, type RouteOptions, route } from './route.ts'
import { stream } from './streams.ts'
import { notificationFeed, orderFeed } from './streams/feed.ts'
import { oneClick } from './unsubscribe.ts'
import { webhook } from './webhooks.ts'

const made = { status: 201 }
const paidOrder = {
  location: ({ id }: OutputOf<typeof orders.placeOrder>) => `/orders/${id}`,
  unfinished: ({ status }: OutputOf<typeof orders.placeOrder>) => status === 'pending' || status === 'awaiting_payment',
}
const madeOrder = { ...made, ...paidOrder }
const madeReturn: RouteOptions<OutputOf<typeof fulfilment.requestReturn>> = {
  status: 201,
  location: ({ id }) => `/returns/${id}`,
}
const madeCancellation: RouteOptions<OutputOf<typeof orders.cancelOrder>> = {
  status: 201,
  location: ({ orderId }) => `/orders/${orderId}/cancellation`,
  unfinished: ({ status }) => status === 'running',
}
const madeApiKey: RouteOptions<OutputOf<typeof users.createApiKey>> = {
  status: 201,
  location: ({ id }) => `/api-keys/${id}`,
  shownOnce: true,
}
const madeProduct: RouteOptions<OutputOf<typeof products.createProduct>> = {
  status: 201,
  location: ({ id }) => `/products/${id}`,
}
const madeImport: RouteOptions<OutputOf<typeof stockKeeping.importStock>> = {
  status: 201,
  location: ({ id }) => `/operations/${id}`,
  unfinished: ({ status }) => status === 'running',
}

const madeAt = (list: string): RouteOptions<{ readonly id: string }> => ({
  status: 201,
  location: ({ id }) => `/${list}/${id}`,
})
const madeCoupon: RouteOptions<OutputOf<typeof promotions.createCoupon>> = {
  status: 201,
  location: ({ code }) => `/coupons/${code}`,
}

/** The whole public API. Who may call an operation, what it takes and what it can answer stands in its contract. */
export const routes: readonly Route[] = [
  route('POST /auth/register', users.registerUser, { ...made, cartFor: (user) => user }),
  route('POST /auth/login', users.logIn, { cartFor: ({ user }) => user }),
  route('POST /auth/refresh', users.refreshSession),
  route('POST /auth/logout', users.logOut),
  route('GET /.well-known/jwks.json', users.readKeys),
  route('GET /users/me', users.readMe),

  route('POST /api-keys', users.createApiKey, madeApiKey),
  route('GET /api-keys', users.listApiKeys),
  route('GET /api-keys/{apiKeyId}', users.readApiKey),
  route('DELETE /api-keys/{apiKeyId}', users.revokeApiKey),

  cached('GET /products', products.listProducts, { tagsOf: tagsOfList, isCommon: isCommonList }),
  cached('GET /products/{productId}', products.readProduct, { tagsOf: tagsOfProduct, expand: { categoryPath } }),
  cached('GET /categories', products.listCategories, { tagsOf: () => [] }),
  route('POST /products', products.createProduct, madeProduct),
  route('PATCH /products/{productId}', products.updateProduct),
  route('DELETE /products/{productId}', products.archiveProduct),

  route('GET /cart', carts.readCart, { strangers: 'look', expand: { 'lines.product': productOfLine } }),
  route('DELETE /cart', carts.clearCart, { strangers: 'look' }),
  route('POST /cart/quote', carts.quoteCart),
  route('PUT /cart/lines/{sku}', carts.putCartLine, { strangers: 'become guests' }),
  route('PUT /cart/coupon', carts.putCartCoupon, { strangers: 'look' }),
  route('DELETE /cart/coupon', carts.removeCartCoupon, { strangers: 'look' }),
  route('DELETE /cart/lines/{sku}', carts.removeCartLine, { strangers: 'look' }),

  route('POST /orders', orders.placeOrder, madeOrder),
  route('GET /orders', orders.listOrders, { expand: { payments: paymentsOfOrders } }),
  route('GET /orders/search', oversight.searchOrders),
  route('GET /orders/{orderId}', orders.readOrder, {
    expand: { timeline, payments: paymentsOfOrders, 'lines.product': productOfLine },
  }),
  route('GET /orders/{orderId}/timeline', orders.readTimeline),
  route('GET /orders/{orderId}/why', oversight.explainOrder),
  route('POST /orders/{orderId}/resolution', oversight.resolveOrder),
  route('POST /orders/{orderId}/notes', oversight.addNote, made),
  route('POST /orders/{orderId}/payment', orderPayment.payOrder, paidOrder),
  stream('GET /orders/{orderId}/events', orders.followOrder, orderFeed),
  route('POST /orders/{orderId}/cancellation', orders.cancelOrder, madeCancellation),
  route('GET /orders/{orderId}/cancellation', orders.readCancellation),
  route('POST /orders/{orderId}/shipments', fulfilment.shipOrder, made),
  route('GET /orders/{orderId}/shipments', fulfilment.listShipments),
  route('POST /shipments/{shipmentId}/delivery', fulfilment.deliverShipment),
  route('POST /orders/{orderId}/returns', fulfilment.requestReturn, madeReturn),
  route('GET /orders/{orderId}/returns', fulfilment.listReturnsOfOrder),
  route('GET /returns', fulfilment.listReturns),
  route('GET /returns/{returnId}', fulfilment.readReturn),
  route('POST /returns/{returnId}/approval', fulfilment.approveReturn),
  route('POST /returns/{returnId}/refusal', fulfilment.refuseReturn),
  route('POST /returns/{returnId}/receipt', fulfilment.receiveReturn),
  route('GET /orders/{orderId}/documents', documents.listDocuments),
  file('GET /orders/{orderId}/invoice', documents.readInvoice, 'application/pdf'),
  file('GET /orders/{orderId}/credit-notes/{number}', documents.readCreditNote, 'application/pdf'),
  route('GET /orders/{orderId}/payments', payments.listPayments),

  route('GET /payments/{paymentId}', payments.readPayment),
  route('POST /payments/{paymentId}/refunds', reimbursements.reimbursePayment, made),

  route('POST /payment-methods', paymentMethods.setUpPaymentMethod, made),
  route('GET /payment-methods', paymentMethods.listPaymentMethods),
  route('GET /payment-methods/{paymentMethodId}', paymentMethods.readPaymentMethod),
  route('PUT /payment-methods/{paymentMethodId}/default', paymentMethods.makePaymentMethodDefault),
  route('DELETE /payment-methods/{paymentMethodId}', paymentMethods.detachPaymentMethod),

  route('GET /transactions', books.listTransactions),

  route('GET /store', store.readStore),
  route('PATCH /store', store.updateStore),
  route('POST /promotions', promotions.createPromotion, madeAt('promotions')),
  route('GET /promotions', promotions.listPromotions),
  route('GET /promotions/{promotionId}', promotions.readPromotion),
  route('PATCH /promotions/{promotionId}', promotions.updatePromotion),
  route('POST /coupons', promotions.createCoupon, madeCoupon),
  route('GET /coupons', promotions.listCoupons),
  route('GET /coupons/{code}', promotions.readCoupon),
  route('PATCH /coupons/{code}', promotions.updateCoupon),
  route('POST /shipping-methods', store.createShippingMethod, madeAt('shipping-methods')),
  route('GET /shipping-methods', store.listShippingMethods),
  route('GET /shipping-methods/{shippingMethodId}', store.readShippingMethod),
  route('PATCH /shipping-methods/{shippingMethodId}', store.updateShippingMethod),
  route('DELETE /shipping-methods/{shippingMethodId}', store.deleteShippingMethod),
  route('POST /tax-rates', store.createTaxRate, madeAt('tax-rates')),
  route('GET /tax-rates', store.listTaxRates),
  route('GET /tax-rates/{taxRateId}', store.readTaxRate),
  route('PATCH /tax-rates/{taxRateId}', store.updateTaxRate),
  route('DELETE /tax-rates/{taxRateId}', store.deleteTaxRate),

  route('POST /locations', locations.createLocation, madeAt('locations')),
  route('GET /locations', locations.listLocations),
  route('GET /locations/{locationId}', locations.readLocation),
  route('PATCH /locations/{locationId}', locations.updateLocation),
  route('DELETE /locations/{locationId}', locations.deleteLocation),
  route('GET /inventory', stockViews.listStocks),
  route('GET /inventory/rules', locations.readStockRules),
  route('PATCH /inventory/rules', locations.updateStockRules),
  route('GET /inventory/low-stock', stockViews.listLowStocks),
  route('GET /inventory/{sku}', inventory.readStock),
  route('PATCH /inventory/{sku}', inventory.updateStock),
  route('POST /inventory/{sku}/adjustments', inventory.adjustStock, made),
  route('POST /inventory/{sku}/receipts', stockKeeping.receiveStock, made),
  route('POST /inventory/{sku}/transfers', stockKeeping.transferStock, made),
  route('POST /inventory/{sku}/stocktakes', stockKeeping.openStocktake, madeAt('stocktakes')),
  route('GET /stocktakes/{stocktakeId}', stockKeeping.readStocktake),
  route('POST /stocktakes/{stocktakeId}/count', stockKeeping.countStocktake),
  route('DELETE /stocktakes/{stocktakeId}', stockKeeping.abandonStocktake),
  route('GET /inventory/{sku}/movements', inventory.listMovements),
  route('GET /inventory/{sku}/reservations', stockViews.listReservations),
  route('GET /inventory/{sku}/forecast', stockViews.forecastStock),
  route('PUT /inventory/{sku}/subscription', stockKeeping.subscribeToStock),
  route('DELETE /inventory/{sku}/subscription', stockKeeping.unsubscribeFromStock),
  list('POST /imports/stock', stockKeeping.importStock, madeImport),
  route('GET /operations/{operationId}', stockKeeping.readOperation),
  route('GET /operations/{operationId}/refused-rows', stockKeeping.listRefusedRows),

  route('GET /users/me/notification-preferences', notifications.readPreferences),
  route('PUT /users/me/notification-preferences', notifications.putPreferences),
  oneClick('POST /unsubscribe/{token}', notifications.unsubscribe),
  route('GET /notifications', notifications.listNotifications),
  stream('GET /notifications/events', notifications.followNotifications, notificationFeed),

  webhook('POST /webhooks/stripe', payments.receiveWebhook, 'stripe-signature'),
]
