import { expect, test } from 'vitest'
import { Amount, Quantity } from './common.ts'
import { createProduct } from './products.ts'

test('the dearest cart there can be is still an amount, to the cent', () => {
  const { properties } = createProduct.input.schema as unknown as {
    properties: { variants: { items: { properties: { price: { properties: { amount: { maximum: number } } } } } } }
  }
  const { maximum } = properties.variants.items.properties.price.properties.amount
  const [most, largest] = [Quantity, Amount].map((schema) => (schema as unknown as { maximum: number }).maximum)
  expect(100 * Number(most) * maximum).toBeLessThanOrEqual(Number(largest))
  expect(Number.isSafeInteger(largest)).toBe(true)
})
