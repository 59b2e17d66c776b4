import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, test, vi } from 'vitest'
import { listCategories, listProducts, productUpdated } from '#subjects/products.ts'
import { newId } from '#subjects/id.ts'
import { startEdge } from './test-edge.ts'
import { type Line, openLine } from './test-line.ts'

const productChanged = { productId: newId('prd'), slug: 'mug', skus: ['MUG'] }
const tent = {
  id: newId('prd'),
  slug: 'tent',
  name: 'Tent',
  brand: 'Harbour',
  category: 'outdoors',
  priceFrom: { amount: 9900, currency: 'EUR' },
  inStock: true,
}
const longerThanKeptHereMs = 2_200

test('what changed while Redis was away is not served when it is back', async () => {
  await using line = await openLine(inject('redisUrl'))
  await using edge = await startEdge({ redisUrl: line.url })
  let next = 'old'
  await edge.answer(listProducts, async () => ({ items: [tent], next }))
  const read = async () => (await edge.app.inject({ url: '/products' })).json().next as string
  await vi.waitFor(async () => expect(await edge.kept('cache:tag:everything')).toHaveLength(1))
  await vi.waitFor(async () => {
    expect(await read()).toBe('old')
    expect(await edge.kept('cache:req.products.list:*')).toHaveLength(1)
    await sleep(longerThanKeptHereMs)
  }, 10_000)

  line.cut()
  next = 'new'
  await edge.publish(productUpdated, productChanged)
  await vi.waitFor(async () => expect(await read()).toBe('new'))
  line.mend()
  await sleep(longerThanKeptHereMs)
  expect(await read()).toBe('new')
  await vi.waitFor(() => expect(edge.logged.join()).toContain('Redis is back'))
  const categories = await edge.answer(listCategories, async () => ({ items: [] }))
  await edge.app.inject({ url: '/categories' })
  await sleep(longerThanKeptHereMs)
  await edge.app.inject({ url: '/categories' })
  expect(categories.asked).toBe(1)
})

test('what changed while the edge could hear nothing is not served afterwards', async () => {
  const lines: Line[] = []
  const natsLine = async (url: string) => {
    lines.push(await openLine(url))
    return String(lines[0]?.url)
  }
  await using edge = await startEdge({ natsLine })
  await using line = lines[0]
  let next = 'old'
  await edge.answer(listProducts, async () => ({ items: [tent], next }))
  const read = () => edge.app.inject({ url: '/products' })
  expect((await read()).json().next).toBe('old')

  line?.cut()
  await vi.waitFor(async () => expect((await edge.app.inject({ url: '/readyz' })).statusCode).toBe(503), 10_000)
  next = 'new'
  await edge.publish(productUpdated, productChanged)
  await sleep(longerThanKeptHereMs)
  expect([(await read()).statusCode, (await read()).json().next]).toEqual([200, 'old'])
  line?.mend()
  await vi.waitFor(async () => expect((await read()).json().next).toBe('new'), 10_000)
  expect((await edge.app.inject({ url: '/readyz' })).statusCode).toBe(200)
})
