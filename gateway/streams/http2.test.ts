import { once } from 'node:events'
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2'
import { generate } from 'selfsigned'
import { beforeAll, expect, test, vi } from 'vitest'
import { exampleOf } from '#subjects/examples.ts'
import { newId } from '#subjects/id.ts'
import { followOrder, orderConfirmed } from '#subjects/orders.ts'
import { startEdge } from '../test-edge.ts'
import type { Certificate } from '../tls.ts'
import type { CrowdOptions } from './crowd.ts'

let certificate: Certificate
beforeAll(async () => {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'streams' }], { keyType: 'ec' })
  certificate = { cert, key }
})

test('streams share a connection with other requests, are told what happens, and go on where they were', async () => {
  await using own = await startShop()
  const [one, other] = await Promise.all([own.open(), own.open({ 'last-event-id': '1' })])
  expect(one.headers).toMatchObject({ ':status': 200, 'content-type': 'text/event-stream' })
  expect(one.headers).toMatchObject({
    'cache-control': 'private, no-store, no-transform',
    'server-timing': expect.any(String),
  })
  for (const name of ['connection', 'keep-alive', 'transfer-encoding']) expect(one.headers).not.toHaveProperty(name)
  await own.grow()
  await vi.waitFor(() => expect([one.ids(), other.ids()]).toEqual([[1, 2], [2]]))
  const alive = await own.ask('/healthz')
  expect(alive[':status']).toBe(200)
})

test('who does not read is cut off, and the others of the connection go on', async () => {
  await using own = await startShop({ heartbeatMs: 300, perCaller: 2 })
  const [slow, quick] = await Promise.all([own.open(), own.open()])
  slow.stream.pause()
  own.lengthen('x'.repeat(50_000))
  for (let seq = 2; seq < 20; seq++) {
    await own.grow()
    await vi.waitFor(() => expect(quick.ids()).toContain(seq))
  }
  await vi.waitFor(async () => expect((await own.open()).headers[':status']).toBe(200), 10_000)
  slow.stream.resume()
  await once(slow.stream, 'close')
  expect(slow.ids().length).toBeLessThan(quick.ids().length)
})

test('a server that closes ends its streams in order', async () => {
  await using own = await startShop()
  const one = await own.open()
  const ended = once(one.stream, 'end')
  const start = performance.now()
  await Promise.all([own.app.close(), ended])
  expect(performance.now() - start).toBeLessThan(2_000)
  expect(one.text()).toContain('event: end\ndata: {"reason":"closing"}\n\n')
})

/** An edge that speaks TLS, one order whose history grows on demand, and one connection over HTTP/2. */
async function startShop(streams: CrowdOptions = {}) {
  await using stack = new AsyncDisposableStack()
  const edge = stack.use(await startEdge({ build: { certificate, streams } }))
  const url = await edge.app.listen({ port: 0, host: '127.0.0.1' })
  const orderId = newId('ord')
  let [length, type] = [1, 'order.created']
  const fixed = { status: 'confirmed' as const, at: '2026-01-01T00:00:00.000Z', text: 'Something happened.' }
  const entry = (seq: number) => ({ seq, type, ...fixed })
  await edge.answer(followOrder, async ({ after = 0 }) => ({
    items: Array.from({ length: length - after }, (_, index) => entry(after + index + 1)),
    state: 'open' as const,
  }))
  const session = stack.adopt(connect(url.replace(/^http:/, 'https:'), { rejectUnauthorized: false }), hangUp)
  const authorization = `Bearer ${await edge.signer.token()}`
  const opened = stack.move()
  return {
    ...edge,
    open: (headers = {}) =>
      listenTo(session.request({ ':path': `/orders/${orderId}/events`, authorization, ...headers })),
    ask: async (path: string) => (await listenTo(session.request({ ':path': path }))).headers,
    lengthen: (name: string) => (type = name),
    grow: async () => {
      length++
      await edge.publish(orderConfirmed, { ...exampleOf(orderConfirmed), orderId })
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

const hangUp = (session: ClientHttp2Session) => session.destroy()

async function listenTo(stream: ClientHttp2Stream) {
  let text = ''
  stream.setEncoding('utf8').on('data', (part: string) => (text += part))
  const [headers] = (await once(stream, 'response')) as [Record<string, unknown>]
  return {
    stream,
    headers,
    text: () => text,
    ids: () => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)),
  }
}
