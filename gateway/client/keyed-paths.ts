/** Where a command needs an Idempotency-Key. Generated from openapi.json by `npm run generate`. */
export const keyedPaths: ReadonlySet<string> = new Set([
  '/api-keys',
  '/orders',
  '/orders/{orderId}/notes',
  '/orders/{orderId}/cancellation',
  '/promotions',
  '/shipping-methods',
  '/inventory/{sku}/adjustments',
])
