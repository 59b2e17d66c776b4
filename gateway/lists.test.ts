import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '#subjects/id.ts'
import { importStock } from '#subjects/stock-keeping.ts'
import { startEdge, type TestEdge } from './test-edge.ts'

let edge: TestEdge
let authorization = ''
const taken: unknown[] = []
beforeAll(async () => {
  edge = await startEdge()
  authorization = `Bearer ${await edge.signer.token({ role: 'staff' })}`
  const times = { createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' }
  await edge.answer(importStock, async (input) => {
    taken.push(input)
    return {
      id: newId('opr'),
      status: 'running' as const,
      done: 0,
      total: 1,
      result: { applied: 0, refused: 0 },
      ...times,
    }
  })
})
beforeEach(() => void taken.splice(0))
afterAll(() => edge[Symbol.asyncDispose]())

const send = (type: string, payload: string | Buffer, more: Record<string, string> = {}) =>
  edge.app.inject({
    method: 'POST',
    url: '/imports/stock',
    headers: { authorization, 'idempotency-key': newId('key'), 'content-type': type, ...more },
    payload,
  })

test.each([
  ['text/csv', 'sku,onHand\nMUG,5\n', { format: 'csv', content: 'sku,onHand\nMUG,5\n' }],
  ['text/csv; charset=utf-8', 'sku,onHand\n', { format: 'csv', content: 'sku,onHand\n' }],
  ['application/x-ndjson', '{"sku":"MUG","onHand":5}\n', { format: 'ndjson', content: '{"sku":"MUG","onHand":5}\n' }],
  ['text/csv', 'sku,onHand\n4015096270578,5\n', { format: 'csv', content: 'sku,onHand\n4015096270578,5\n' }],
  ['application/json', '{"format":"csv","content":"sku,onHand"}', { format: 'csv', content: 'sku,onHand' }],
])('a list is taken as %s', async (type, payload, input) => {
  const { statusCode, headers } = await send(type, payload)
  expect([statusCode, taken]).toEqual([202, [input]])
  expect(headers['location']).toMatch(/^\/operations\/opr_/)
})

test('a list may have ten thousand rows, which no other body may', async () => {
  const rows = Array.from({ length: 10_000 }, (_, number) => `A-SKU-OF-MANY-LETTERS-${number},1000`)
  expect((await send('text/csv', ['sku,onHand', ...rows].join('\n'))).statusCode).toBe(202)
  expect((await send('text/csv', 'x'.repeat(800_000))).statusCode).toBe(413)
  const adjustment = { headers: { authorization, 'idempotency-key': 'a', 'content-type': 'application/json' } }
  const large = JSON.stringify({ delta: 1, note: 'x'.repeat(100_000) })
  const url = '/inventory/MUG/adjustments'
  expect((await edge.app.inject({ method: 'POST', url, ...adjustment, payload: large })).statusCode).toBe(413)
})

test.each([
  ['nothing', 400, () => send('text/csv', '')],
  ['what is not UTF-8', 400, () => send('text/csv', Buffer.from([0x73, 0xff]))],
  ['NUL', 400, () => send('application/x-ndjson', 'a\0b')],
  ['the number of a card', 400, () => send('text/csv', 'sku,onHand,note\nMUG,5,4242 4242 4242 4242\n')],
  ['a packed list', 415, () => send('text/csv', 'sku,onHand', { 'content-encoding': 'gzip' })],
  ['another kind of list', 415, () => send('application/xml', '<list/>')],
])('%s is refused', async (_name, status, sent) => {
  expect((await sent()).statusCode).toBe(status)
  expect(taken).toEqual([])
})

test('a list is a list only where one is wanted', async () => {
  const headers = { authorization, 'idempotency-key': 'a', 'content-type': 'text/csv' }
  const answer = await edge.app.inject({
    method: 'POST',
    url: '/inventory/MUG/adjustments',
    headers,
    payload: 'delta\n1',
  })
  expect(answer.statusCode).toBe(415)
})
