import { request as httpRequest } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { assert, asyncProperty, string } from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Envelope } from '#subjects/envelope.ts'
import { exampleOf } from '#subjects/examples.ts'
import { placeOrder } from '#subjects/orders.ts'
import { createProduct, listCategories, updateProduct } from '#subjects/products.ts'
import type { RequestSubject } from '#subjects/subject.ts'
import { createApiKey, logIn } from '#subjects/users.ts'
import { routes } from './routes.ts'
import { startEdge, type TestEdge } from './test-edge.ts'
import { exampleRequest } from './test-example.ts'

let edge: TestEdge
let authorization: string
let envelope: Envelope | undefined
let status: 'pending' | 'confirmed' = 'pending'
beforeAll(async () => {
  edge = await startEdge()
  authorization = `Bearer ${await edge.signer.token({ role: 'admin' })}`
  await edge.answer(placeOrder, async (_input, heard) => {
    envelope = heard
    return { ...exampleOf(placeOrder).output, status }
  })
  for (const subject of [createProduct, updateProduct, listCategories, logIn, createApiKey] as const)
    await edge.answer<RequestSubject>(subject, async () => exampleOf(subject).output)
})
afterAll(() => edge[Symbol.asyncDispose]())

const requestTo = (subject: { name: string }) => {
  const route = routes.find((one) => one.subject.name === subject.name)
  if (!route) throw new Error(`${subject.name} has no route`)
  const request = exampleRequest(route)
  return { ...request, headers: { ...request.headers, authorization } }
}

const send = (subject: { name: string }, prefer?: string) => {
  const { headers, ...request } = requestTo(subject)
  return edge.app.inject({ ...request, headers: { ...headers, ...(prefer !== undefined && { prefer }) } })
}

test.each([
  [undefined, 15_000, undefined, undefined],
  ['wait=5', 10_000, 5_000, 'wait=5'],
  ['wait=0', 5_000, 0, 'wait=0'],
  ['wait=600', 35_000, 30_000, 'wait=30'],
  ['respond-async', 5_000, 0, 'respond-async'],
  ['respond-async, wait=3', 8_000, 3_000, 'respond-async, wait=3'],
  ['WAIT = "4"; please', 9_000, 4_000, 'wait=4'],
  ['x="a, wait=9, b", handling=strict, wait=2, wait=8', 7_000, 2_000, 'wait=2'],
  ['wait=-1', 15_000, undefined, undefined],
  ['wait=soon, return=everything, depth-noroot', 15_000, undefined, undefined],
] as const)('an order is waited for as preferred: %s', async (prefer, deadlineMs, waitMs, applied) => {
  status = 'pending'
  const start = Date.now()
  const { statusCode, headers } = await send(placeOrder, prefer)
  expect([statusCode, headers['preference-applied'], envelope?.waitMs]).toEqual([202, applied, waitMs])
  expect(headers).toMatchObject({ location: `/orders/${exampleOf(placeOrder).output.id}`, 'retry-after': '1' })
  expect((envelope?.deadline ?? 0) - start).toBeGreaterThanOrEqual(deadlineMs)
  expect((envelope?.deadline ?? 0) - start).toBeLessThan(deadlineMs + 2_000)
})

test('an order that was done before anybody had to wait says so', async () => {
  status = 'confirmed'
  const { statusCode, headers } = await send(placeOrder, 'respond-async, wait=3')
  expect([statusCode, headers['preference-applied'], headers['retry-after']]).toEqual([201, 'wait=3', undefined])
})

test('who wants no body is told where to find what was made or changed, and its ETag', async () => {
  const [made, makeIt] = [await send(createProduct), await send(createProduct, 'return=minimal')]
  expect([makeIt.statusCode, makeIt.body, makeIt.headers['content-length']]).toEqual([201, '', '0'])
  expect(makeIt.headers).not.toHaveProperty('content-type')
  expect(makeIt.headers).toMatchObject({
    location: made.headers.location,
    etag: made.headers.etag,
    'preference-applied': 'return=minimal',
  })
  const [changed, changeIt] = [await send(updateProduct), await send(updateProduct, 'return=minimal')]
  expect([changeIt.statusCode, changeIt.body, changeIt.headers.etag]).toEqual([204, '', changed.headers.etag])
  const whole = await send(updateProduct, 'return=representation, return=minimal')
  expect([whole.statusCode, whole.body]).toEqual([200, changed.body])
  expect(whole.headers['preference-applied']).toBe('return=representation')
})

test('what is shown once is shown, also to who wants no body', async () => {
  const { statusCode, body, headers } = await send(createApiKey, 'return=minimal')
  expect([statusCode, JSON.parse(body)]).toEqual([201, exampleOf(createApiKey).output])
  expect(headers).not.toHaveProperty('preference-applied')
})

test('what an operation cannot do is passed over, and not said to be done', async () => {
  for (const subject of [logIn, listCategories]) {
    const { statusCode, body, headers } = await send(subject, 'return=minimal, respond-async, wait=1')
    expect([statusCode, JSON.parse(body)]).toEqual([200, exampleOf(subject).output])
    expect(headers).not.toHaveProperty('preference-applied')
  }
})

test('whatever stands in Prefer, the request is done', async () => {
  status = 'confirmed'
  const header = string({ unit: 'binary-ascii', maxLength: 60 }).map((text) => text.replaceAll(/[^ -~]/g, '"'))
  await assert(
    asyncProperty(header, async (prefer) => {
      expect((await send(placeOrder, prefer)).statusCode).toBe(201)
    }),
    { numRuns: 200 },
  )
  const start = performance.now()
  expect((await send(placeOrder, `wait=1, ${'"\\'.repeat(3_000)}`)).statusCode).toBe(201)
  expect(performance.now() - start).toBeLessThan(1_000)
})

test('a client that leaves takes nothing back', async () => {
  await using own = await startEdge()
  let [begun, finished] = [false, false]
  await own.answer(placeOrder, async () => {
    begun = true
    await sleep(300)
    finished = true
    return exampleOf(placeOrder).output
  })
  const url = await own.app.listen({ port: 0, host: '127.0.0.1' })
  const { payload, headers } = requestTo(placeOrder)
  const leaving = httpRequest(`${url}/orders`, {
    method: 'POST',
    headers: {
      ...headers,
      authorization: `Bearer ${await own.signer.token()}`,
      'content-type': 'application/json',
    },
  })
  const left = new Promise((resolve) => leaving.on('error', () => {}).on('close', resolve))
  leaving.end(JSON.stringify(payload))
  await vi.waitFor(() => expect(begun).toBe(true), 5_000)
  leaving.destroy()
  await left
  expect(finished).toBe(false)
  await vi.waitFor(() => expect(finished).toBe(true), 5_000)
  expect(own.logged.filter((line) => line.includes('"bug"'))).toEqual([])
})
