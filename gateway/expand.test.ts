import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exampleOf } from '#subjects/examples.ts'
import { readCart } from '#subjects/carts.ts'
import { listOrders, readOrder, readTimeline } from '#subjects/orders.ts'
import { listPaymentsOfOrders } from '#subjects/payments.ts'
import { overloaded } from '#subjects/problem.ts'
import { listCategories, readProduct, readProducts } from '#subjects/products.ts'
import { shape } from '#subjects/subject.ts'
import { shownBy } from './represent.ts'
import { routes } from './routes.ts'
import { ada, startEdge, type TestEdge } from './test-edge.ts'

const order = exampleOf(readOrder).output
const [line] = order.lines
const lantern = 'prd_01m84rbg7sf689g5cpjrqy2hsy'
const twoLines = { ...order, lines: [line, { ...line, sku: 'LANTERN', productId: lantern }, line] } as typeof order
const summary = exampleOf(readProducts).output.items[0]
const timeline = exampleOf(readTimeline).output
const [payment] = exampleOf(listPaymentsOfOrders).output.items
const other = 'ord_01m84rbg7sf689g5d4061wm4sd'

let edge: TestEdge
let headers: { authorization: string }
let productsAsked: { readonly asked: number }
let paymentsAsked: { readonly asked: number }
const questions: unknown[] = []

beforeAll(async () => {
  edge = await startEdge()
  headers = { authorization: `Bearer ${await edge.signer.token()}` }
  const noted =
    <I, O>(answer: (input: I) => O) =>
    async (input: I) => (questions.push(input), answer(input))
  await edge.answer(readOrder, async () => twoLines)
  await edge.answer(
    readTimeline,
    noted(() => timeline),
  )
  productsAsked = await edge.answer(
    readProducts,
    noted(() => ({ items: summary ? [summary] : [] })),
  )
  paymentsAsked = await edge.answer(
    listPaymentsOfOrders,
    noted(() => ({ items: payment ? [payment] : [] })),
  )
  const [one] = exampleOf(listOrders).output.items
  await edge.answer(listOrders, async () => ({ items: one ? [one, { ...one, id: other }] : [], next: null }))
  await edge.answer(readProduct, async () => exampleOf(readProduct).output)
  await edge.answer(listCategories, async () => exampleOf(listCategories).output)
})
afterAll(() => edge[Symbol.asyncDispose]())

const get = (url: string) => edge.app.inject({ url, headers })

test('an order shows what belongs to it, each asked for once and in the name of who reads it', async () => {
  const before = productsAsked.asked
  questions.length = 0
  const answer = await get(`/orders/${order.id}?expand=timeline,payments,lines.product,timeline`)
  expect(answer.json()).toEqual({
    ...twoLines,
    lines: [
      { ...twoLines.lines[0], product: summary },
      { ...twoLines.lines[1], product: null },
      { ...line, product: summary },
    ],
    timeline: timeline.items,
    payments: [payment],
  })
  expect(productsAsked.asked - before).toBe(1)
  expect(questions).toHaveLength(3)
  expect(questions).toContainEqual({ ids: [line?.productId, lantern] })
  expect(edge.lastCaller()).toMatchObject({ id: ada, role: 'customer' })
})

test('a page of orders costs one request more, however many it has', async () => {
  const before = paymentsAsked.asked
  const { items } = (await get('/orders?expand=payments')).json()
  expect(items.map(({ payments }: { payments: unknown }) => payments)).toEqual([[payment], []])
  expect(paymentsAsked.asked - before).toBe(1)
  expect(questions.at(-1)).toEqual({ orderIds: [order.id, other] })
})

test('what is expanded can be chosen from, like what is there anyway', async () => {
  const answer = await get(`/orders/${order.id}?expand=lines.product&fields=lines.product.name`)
  expect(answer.json()).toEqual({
    lines: [{ product: { name: 'Enamel Mug' } }, { product: null }, { product: { name: 'Enamel Mug' } }],
  })
})

test("what everybody may read is expanded in nobody's name", async () => {
  const answer = await get('/products/enamel-mug?expand=categoryPath&fields=slug,categoryPath.name')
  expect(answer.json()).toEqual({ slug: 'enamel-mug', categoryPath: [{ name: 'Kitchen' }, { name: 'Mugs & Glasses' }] })
  expect(answer.headers['cache-control']).toContain('public')
  expect(edge.lastCaller()).toMatchObject({ role: 'anonymous' })
})

test('what is the same for everybody is asked for once, however many products show it', async () => {
  await using own = await startEdge()
  await own.answer(readProduct, async () => exampleOf(readProduct).output)
  const categories = await own.answer(listCategories, async () => (await sleep(20), exampleOf(listCategories).output))
  const shown = () => own.app.inject({ url: '/products/enamel-mug?expand=categoryPath&fields=categoryPath.name' })
  const answers = await Promise.all(Array.from({ length: 20 }, shown))
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
  await shown()
  expect((await own.app.inject({ url: '/categories' })).json()).toEqual(exampleOf(listCategories).output)
  expect(categories.asked).toBe(1)
})

test('of nothing, nothing is asked', async () => {
  await edge.answer(readCart, async () => ({ ...exampleOf(readCart).output, lines: [] }))
  const before = productsAsked.asked
  expect((await get('/cart?expand=lines.product')).json()).toMatchObject({ lines: [] })
  expect(productsAsked.asked).toBe(before)
})

test('a part that cannot be had fails the whole, with its own problem', async () => {
  await using own = await startEdge()
  await own.answer(readOrder, async () => order)
  await own.answer(readTimeline, async () => timeline)
  await own.answer(listPaymentsOfOrders, async () => {
    throw overloaded()
  })
  const authorization = `Bearer ${await own.signer.token()}`
  const url = `/orders/${order.id}?expand=timeline,payments`
  const answer = await own.app.inject({ url, headers: { authorization } })
  expect([answer.statusCode, answer.json().code]).toEqual([503, 'overloaded'])
  expect(answer.headers).not.toHaveProperty('etag')
})

test('parts that are asked for at the same time take the time of one', async () => {
  await using own = await startEdge()
  const slowly = (answer: object) => async () => (await sleep(100), answer as never)
  await own.answer(readOrder, async () => order)
  await own.answer(readTimeline, slowly(timeline))
  await own.answer(listPaymentsOfOrders, slowly({ items: [] }))
  const authorization = `Bearer ${await own.signer.token()}`
  const { headers: told } = await own.app.inject({
    url: `/orders/${order.id}?expand=timeline,payments`,
    headers: { authorization },
  })
  const [, edgeMs, actorMs] = /^edge;dur=([\d.]+), actor;dur=([\d.]+)$/.exec(String(told['server-timing'])) ?? []
  expect(Number(edgeMs)).toBeGreaterThanOrEqual(0)
  expect(Number(actorMs)).toBeGreaterThanOrEqual(100)
  expect(Number(actorMs)).toBeLessThan(190)
})

test.each(['customer', 'lines.product.category', '', 'timeline,', 'constructor', 'lines'])(
  'expanding %o is refused with what there is',
  async (expand) => {
    const answer = await get(`/orders/${order.id}?expand=${expand}`)
    const detail = expect.stringContaining('timeline|payments|lines\\.product')
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ pointer: '/expand', code: 'pattern', detail }] })
  },
)

test('where nothing can be expanded, the word is not known', async () => {
  const answer = await get('/categories?expand=products')
  expect(answer.json()).toMatchObject({ status: 400, errors: [{ pointer: '/expand', code: 'unknown-field' }] })
})

const expansions = routes.flatMap((route) =>
  Object.entries(route.expand ?? {}).map(
    ([path, one]) => [`${route.method} ${route.path}`, path, { route, one }] as const,
  ),
)

test.each(expansions)(
  '%s has %s at most two steps away, named by a member that is there, for the same readers',
  (_, path, { route, one }) => {
    expect(path.split('.').length).toBeLessThanOrEqual(2)
    // Otherwise asking for it along with the rest would be a way around the door of the operation that shows it.
    expect(['public', route.subject.access]).toContain(one.subject.access)
    expect(route.subject.access).not.toBe('staff')
    const { output } = exampleOf(route.subject) as { output: { items?: object[] } }
    const [top] = output.items ?? [output]
    const parent = path
      .split('.')
      .slice(0, -1)
      .reduce<object | undefined>((at, step) => (at as Record<string, object[]>)[step]?.[0], top)
    expect(parent).toHaveProperty(one.namedBy)
    expect(parent).not.toHaveProperty(path.split('.').at(-1) ?? '')
    expect(shape(shownBy(route)).errors(output)).toEqual([])
  },
)
