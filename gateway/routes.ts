import * as inventory from '#subjects/inventory.ts'
import * as notifications from '#subjects/notifications.ts'
import * as orders from '#subjects/orders.ts'
import * as payments from '#subjects/payments.ts'
import * as products from '#subjects/products.ts'
import type { OutputOf } from '#subjects/subject.ts'
import * as users from '#subjects/users.ts'
import { isCommonList, tagsOfList, tagsOfProduct } from './cache/tags.ts'
import { cached, type Outcome, type Route, route } from './route.ts'
import { webhook } from './webhooks.ts'

const madeOrder: Outcome<OutputOf<typeof orders.placeOrder>> = {
  location: ({ id }) => `/orders/${id}`,
  unfinished: ({ status }) => status === 'pending' || status === 'awaiting_payment',
}
const madeProduct: Outcome<OutputOf<typeof products.createProduct>> = { location: ({ id }) => `/products/${id}` }

/** The whole public API. Who may call an operation, what it takes and what it can answer stands in its contract. */
export const routes: readonly Route[] = [
  route('POST /auth/register', users.registerUser, 201),
  route('POST /auth/login', users.logIn),
  route('POST /auth/refresh', users.refreshSession),
  route('POST /auth/logout', users.logOut, 204),
  route('GET /.well-known/jwks.json', users.readKeys),
  route('GET /users/me', users.readMe),

  cached('GET /products', products.listProducts, tagsOfList, isCommonList),
  cached('GET /products/{idOrSlug}', products.readProduct, tagsOfProduct),
  cached('GET /categories', products.listCategories, () => []),
  route('POST /products', products.createProduct, 201, madeProduct),
  route('PATCH /products/{productId}', products.updateProduct),
  route('DELETE /products/{productId}', products.archiveProduct, 204),

  route('GET /cart', orders.readCart),
  route('DELETE /cart', orders.clearCart, 204),
  route('PUT /cart/lines/{sku}', orders.putCartLine),
  route('DELETE /cart/lines/{sku}', orders.removeCartLine, 204),

  route('POST /orders', orders.placeOrder, 201, madeOrder),
  route('GET /orders', orders.listOrders),
  route('GET /orders/{orderId}', orders.readOrder),
  route('GET /orders/{orderId}/timeline', orders.readTimeline),
  route('GET /orders/{orderId}/payments', payments.listPayments),

  route('GET /inventory/{sku}', inventory.readStock),
  route('POST /inventory/{sku}/adjustments', inventory.adjustStock, 201),
  route('GET /inventory/{sku}/movements', inventory.listMovements),

  route('GET /notifications', notifications.listNotifications),

  webhook('POST /webhooks/stripe', payments.receiveWebhook, 'stripe-signature'),
]
