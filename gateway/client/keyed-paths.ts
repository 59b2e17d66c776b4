/** Where a command needs an Idempotency-Key. Generated from openapi.json by `npm run generate`. */
export const keyedPaths: ReadonlySet<string> = new Set([
  '/api-keys',
  '/orders',
  '/orders/{orderId}/resolution',
  '/orders/{orderId}/notes',
  '/orders/{orderId}/cancellation',
  '/orders/{orderId}/shipments',
  '/orders/{orderId}/returns',
  '/returns/{returnId}/receipt',
  '/payment-methods',
  '/promotions',
  '/shipping-methods',
  '/inventory/{sku}/adjustments',
])
