import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { receiveWebhook, signatureInvalid } from '#subjects/payments.ts'
import { startEdge, type TestEdge, withAnswer } from './test-edge.ts'

let edge: TestEdge
beforeAll(async () => {
  edge = await startEdge()
})
afterAll(() => edge[Symbol.asyncDispose]())

const send = (payload: string | Buffer, headers: object = { 'stripe-signature': 't=1,v1=x' }) =>
  edge.app.inject({ method: 'POST', url: '/webhooks/stripe', headers: { ...headers }, payload })

test('a webhook is passed on to the last byte, whatever it is called', async () => {
  const payload = '{ "id":"evt_1",\n"__proto__" : 1, "price":1.10 }'
  const inputs: unknown[] = []
  const keep = async (input: unknown) => {
    inputs.push(input)
    return null
  }
  await withAnswer(edge, receiveWebhook, keep, async () => {
    for (const type of ['application/json', 'application/json; charset=utf-8', 'text/plain'])
      expect((await send(payload, { 'content-type': type, 'stripe-signature': 't=1,v1=x' })).statusCode).toBe(204)
  })
  expect(inputs).toHaveLength(3)
  for (const input of inputs) expect(input).toEqual({ payload, signature: 't=1,v1=x' })
})

test('a webhook may be four times as large as a body of ours, and no larger', async () => {
  const answers = await withAnswer(
    edge,
    receiveWebhook,
    async () => null,
    async () => [await send('x'.repeat(256 * 1024)), await send('x'.repeat(256 * 1024 + 1))],
  )
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([204, 413])
})

test('a webhook of a megabyte is refused before it has come, and nobody hears of it', async () => {
  const answer = async () => expect.unreachable('It is passed on')
  await withAnswer(edge, receiveWebhook, answer, async () => {
    if (!edge.app.server.listening) await edge.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = edge.app.server.address() as AddressInfo
    const signed = { 'stripe-signature': 't=1,v1=x', 'content-type': 'application/json' }
    for (const [length, sent] of [
      // Nothing of it but what it says of itself; or without a word about its length, until it is too much.
      [{ 'content-length': 1_048_576 }, 0],
      [{ 'transfer-encoding': 'chunked' }, 1_048_576],
    ] as const) {
      const headers = { ...signed, ...length }
      const asked = request({ port, host: '127.0.0.1', path: '/webhooks/stripe', method: 'POST', headers })
      asked.on('error', () => {})
      if (sent > 0) asked.write('x'.repeat(sent))
      asked.flushHeaders()
      const [response] = await once(asked, 'response')
      expect([response.statusCode, response.headers['content-type']]).toEqual([413, 'application/problem+json'])
      expect(await json(response)).toMatchObject({ code: 'payload-too-large' })
      asked.destroy()
    }
  })
})

test('a webhook that outgrows the broker on its way is too large, and not to be sent again', async () => {
  const answer = await withAnswer(
    edge,
    receiveWebhook,
    async () => null,
    () => send('\u0001'.repeat(256 * 1024)),
  )
  expect([answer.statusCode, answer.json().code, answer.json().retryable]).toEqual([413, 'payload-too-large', false])
})

test('a webhook that is empty, not text, or not signed by the provider is refused', async () => {
  const refuse = async ({ signature }: { signature: string }) =>
    signature === 't=1,v1=x' ? null : Promise.reject(signatureInvalid())
  await withAnswer(edge, receiveWebhook, refuse, async () => {
    expect((await send('')).json().code).toBe('invalid-request')
    expect((await send(Buffer.from([0xff, 0xfe]))).json().code).toBe('invalid-request')
    expect((await send('{}', {})).json().code).toBe('signature-invalid')
    expect((await send('{}')).statusCode).toBe(204)
  })
})
