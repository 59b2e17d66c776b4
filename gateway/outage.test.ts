import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, test, vi } from 'vitest'
import { listCategories, listProducts, productUpdated } from '#subjects/products.ts'
import { newId } from '#subjects/id.ts'
import { startEdge } from './test-edge.ts'

const productChanged = { productId: newId('prd'), slug: 'mug', skus: ['MUG'] }
const longerThanKeptHereMs = 2_200

test('what changed while Redis was away is not served when it is back', async () => {
  await using line = await openLine(inject('redisUrl'))
  await using edge = await startEdge({ redisUrl: line.url })
  let next = 'old'
  await edge.answer(listProducts, async () => ({ items: [], next }))
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
  await edge.answer(listProducts, async () => ({ items: [], next }))
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

type Line = AsyncDisposable & { readonly url: string; cut(): void; mend(): void }

/** A connection to a server that a test may cut. */
async function openLine(to: string): Promise<Line> {
  const target = new URL(to)
  const sockets = new Set<Socket>()
  let open = true
  const server = createServer((near) => {
    if (!open) {
      near.destroy()
      return
    }
    const far = connect(Number(target.port), target.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one
        .on('error', () => {})
        .on('close', () => other.destroy())
        .pipe(other)
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const cut = () => {
    open = false
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  return {
    url: `${target.protocol}//127.0.0.1:${port}`,
    cut,
    mend: () => {
      open = true
    },
    [Symbol.asyncDispose]: async () => {
      cut()
      server.close()
    },
  }
}
