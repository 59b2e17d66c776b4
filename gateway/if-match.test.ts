import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Envelope } from '#subjects/envelope.ts'
import { exampleOf } from '#subjects/examples.ts'
import { preconditionFailed } from '#subjects/problem.ts'
import { archiveProduct, readProduct, updateProduct } from '#subjects/products.ts'
import { startEdge, type TestEdge } from './test-edge.ts'

let edge: TestEdge
let authorization: string
let envelope: Envelope | undefined
beforeAll(async () => {
  edge = await startEdge()
  authorization = `Bearer ${await edge.signer.token({ role: 'staff' })}`
  const product = { ...exampleOf(readProduct).output, version: 7 }
  await edge.answer(readProduct, async () => product)
  await edge.answer(archiveProduct, async () => null)
  await edge.answer(updateProduct, async ({ name = '' }, heard) => {
    envelope = heard
    if (name === 'Stale') throw preconditionFailed('It is at version 7 by now', { version: 7, current: product })
    return { ...product, name, version: 8 }
  })
})
afterAll(() => edge[Symbol.asyncDispose]())

const url = `/products/${exampleOf(updateProduct).input.productId}`
const patch = (ifMatch: string, name = 'Mug') =>
  edge.app.inject({ method: 'PATCH', url, payload: { name }, headers: { authorization, 'if-match': ifMatch } })

test('what a client was told of a thing is what it may change it with', async () => {
  const { headers } = await edge.app.inject({ url })
  const changed = await patch(String(headers.etag))
  expect([changed.statusCode, envelope?.ifVersion]).toEqual([200, [7]])
  expect(changed.headers.etag).toMatch(/^"8\.[\w-]{22}"$/)
})

test.each([
  ['"7"', [7]],
  ['"7.any-br"', [7]],
  ['*', '*'],
  ['"6", "7.x" ,, "9"', [6, 7, 9]],
  ['W/"7"', []],
  ['W/"7", "8"', [8]],
  ['"a,b", "7"', [7]],
  ['"seven"', []],
  ['"7x"', []],
  ['"12345678901234567890"', []],
] as const)('an If-Match of %s means these versions', async (ifMatch, versions) => {
  await patch(ifMatch)
  expect(envelope?.ifVersion).toEqual(versions)
})

test.each(['7', '"7', '"7" or "8"', '', ',', '*, "7"', 'w/"7"'])(
  'an If-Match of %s is refused by its name',
  async (ifMatch) => {
    envelope = undefined
    const { statusCode, json } = await patch(ifMatch)
    expect([statusCode, json().code, json().detail]).toEqual([
      400,
      'invalid-request',
      expect.stringContaining('If-Match'),
    ])
    expect(envelope).toBeUndefined()
  },
)

test('who comes too late is told what there is now, and its ETag', async () => {
  const late = await patch('"6"', 'Stale')
  expect([late.statusCode, late.headers.etag, late.headers['content-type']]).toEqual([
    412,
    '"7"',
    'application/problem+json',
  ])
  expect(late.json()).toMatchObject({ code: 'precondition-failed', version: 7, current: { version: 7 } })
})
