import { afterAll, beforeAll, expect, test } from 'vitest'
import { forbidden, type Problem } from '#subjects/problem.ts'
import { productUnavailable, quoteLines, updateProduct } from '#subjects/products.ts'
import { staff } from '../world.ts'
import { type Shop, shopper, startShop, variant } from './test-shop.ts'

let shop: Shop

beforeAll(async () => {
  shop = await startShop(2)
})
afterAll(() => shop[Symbol.asyncDispose]())

const quote = (...lines: (readonly [sku: string, quantity: number])[]) =>
  shop.tools.request(quoteLines, { lines: lines.map(([sku, quantity]) => ({ sku, quantity })) })
const refusal = (answer: Promise<unknown>) => answer.catch((error: Problem) => error.body)

test('every line is answered in its place, the same SKU twice as well', async () => {
  const mug = ['MUG-ENAMEL-NAVY', 2] as const
  const { currency, lines } = await quote(mug, ['SEXTANT-BRASS', 1], ['MUG-ENAMEL-NAVY', 7])
  expect(currency).toBe('EUR')
  expect(lines.map(({ sku, name, quantity, unitPrice }) => [sku, name, quantity, unitPrice.amount])).toEqual([
    ['MUG-ENAMEL-NAVY', 'Enamel Mug', 2, 1490],
    ['SEXTANT-BRASS', 'Brass Sextant', 1, 38900],
    ['MUG-ENAMEL-NAVY', 'Enamel Mug', 7, 1490],
  ])
  expect(quoteLines.output.errors({ currency, lines })).toEqual([])
})

test('a refusal names every SKU that cannot be bought, once', async () => {
  const lines = [
    ['MUG-ENAMEL-NAVY', 1] as const,
    ['NO-SUCH', 1] as const,
    ['NOR-THIS', 1] as const,
    ['NO-SUCH', 2] as const,
  ]
  const answer = quote(...lines)
  await expect(answer).rejects.toSatisfy(productUnavailable.matches)
  expect(await refusal(answer)).toMatchObject({ status: 409, skus: ['NO-SUCH', 'NOR-THIS'] })
})

test('quotes that arrive together get each their own answer, and one that is refused hinders no other', async () => {
  const skus = ['MUG-ENAMEL-NAVY', 'NO-SUCH', 'MUG-ENAMEL-RED', 'SEXTANT-BRASS']
  const answers = await Promise.allSettled(Array.from({ length: 200 }, (_, n) => quote([skus[n % 4] ?? '', 1 + n])))
  answers.forEach((answer, n) => {
    if (n % 4 === 1) expect(answer.status).toBe('rejected')
    else expect(answer).toMatchObject({ value: { lines: [{ sku: skus[n % 4], quantity: 1 + n }] } })
  })
})

test('a new price is the price of the very next quote, whichever instance answers', async () => {
  const { id: productId } = await shop.create({ variants: [variant('SWINGING', 1_000)] })
  for (let amount = 1_001; amount <= 1_010; amount += 1) {
    await shop
      .as(staff)
      .request(updateProduct, { productId, variants: [variant('SWINGING', amount)] }, { ifVersion: '*' })
    const answers = await Promise.all([1, 2, 3, 4].map((quantity) => quote(['SWINGING', quantity])))
    expect(answers.map(({ lines }) => lines[0]?.unitPrice.amount)).toEqual([amount, amount, amount, amount])
  }
})

test('what is sold in another currency than the first line cannot be bought along with it', async () => {
  await shop.create({ variants: [variant('DOLLARS', 500, 'USD')] })
  expect(await refusal(quote(['MUG-ENAMEL-RED', 1], ['DOLLARS', 1]))).toMatchObject({ skus: ['DOLLARS'] })
  expect(await quote(['DOLLARS', 1])).toMatchObject({ currency: 'USD' })
})

test('the edge does not ask for quotes', async () => {
  const lines = [{ sku: 'MUG-ENAMEL-RED', quantity: 1 }]
  await expect(shop.bus.as(shopper).request(quoteLines, { lines })).rejects.toSatisfy(forbidden.matches)
})
