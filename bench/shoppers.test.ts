import { expect, test } from 'vitest'
import type { Customer } from './customers.ts'
import type { Answer, Client } from './http.ts'
import { openShoppers } from './shoppers.ts'

const ada: Customer = { id: 'usr_ada', email: 'ada@example.com', password: 'secret', token: async () => 'token' }

test('an order that came to another end than its confirmation is no success', async () => {
  const shoppers = openShoppers([ada], ['MUG'])
  await shoppers.fill(answering(200, {}))
  await expect(shoppers.order(answering(201, { id: 'ord_1', status: 'payment_failed' }))).rejects.toThrow(
    'was answered an order that is payment_failed',
  )
  expect(shoppers.confirmed).toEqual([])
})

test('whoever is refused for now keeps the cart, and may order again', async () => {
  const shoppers = openShoppers([ada], ['MUG'])
  await shoppers.fill(answering(200, {}))
  expect(await shoppers.order(answering(503, {}, 1))).toEqual({ retryAfterS: 1 })
  expect(await shoppers.order(answering(201, { id: 'ord_1', status: 'confirmed' }))).toBe('done')
  expect(shoppers.confirmed).toEqual(['ord_1'])
})

function answering(status: number, body: unknown, retryAfterS?: number): Client {
  const answer: Answer = {
    status,
    text: JSON.stringify(body),
    ...(retryAfterS !== undefined && { retryAfterS }),
    json: () => body,
  }
  return { call: async () => answer, expect: async () => answer, [Symbol.asyncDispose]: async () => {} }
}
