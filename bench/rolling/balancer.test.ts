import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { openBalancer } from './balancer.ts'

test('a gateway that says it is not ready is asked nothing', async () => {
  await using ready = await gateway((_, response) => response.end('here'))
  await using leaving = await gateway((request, response) => {
    response.statusCode = request.url === '/readyz' ? 503 : 200
    response.end('there')
  })
  await using balancer = openBalancer([leaving.url, ready.url], 2)
  await expect.poll(() => leaving.asked('/readyz')).toBeGreaterThan(1)

  for (let turn = 0; turn < 4; turn++) expect((await balancer.call('GET /cart')).text).toBe('here')
  expect(leaving.asked('/cart')).toBe(0)
})

test('a refused connection and a GET without an answer go to another gateway, a write that was sent does not', async () => {
  await using ready = await gateway((_, response) => response.end('here'))
  await using cutting = await gateway((request, response) =>
    request.url === '/readyz' ? response.end('ready') : request.socket.destroy(),
  )
  await using balancer = openBalancer([cutting.url, ready.url], 1)
  expect((await balancer.call('GET /cart')).text).toBe('here')
  expect(balancer.rerouted()).toBe(1)

  await using again = openBalancer([cutting.url, ready.url], 1)
  await expect(again.call('POST /orders', { body: {} })).rejects.toThrow()

  await using refused = openBalancer(['http://127.0.0.1:1', ready.url], 1)
  expect((await refused.call('POST /orders', { body: {} })).text).toBe('here')
})

test('an answer counts, whatever it says', async () => {
  await using failing = await gateway((request, response) => {
    response.statusCode = request.url === '/readyz' ? 200 : 503
    response.end('not now')
  })
  await using balancer = openBalancer([failing.url, failing.url], 1)

  expect((await balancer.call('GET /cart')).status).toBe(503)
  expect(failing.asked('/cart')).toBe(1)
})

async function gateway(listener: RequestListener) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    listener(request, response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked: (path: string) => asked.filter((one) => one === path).length,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
