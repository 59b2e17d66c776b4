import { expect, test } from 'vitest'
import type { Answer, Client } from '../../http.ts'
import { randomFrom } from '../random.ts'
import { insisting } from './insist.ts'

const answer = (status: number, body: object = {}): Answer => ({
  status,
  text: JSON.stringify(body),
  json: () => body,
})

const leaving = new AbortController()
const { signal } = leaving

/** Somebody who asks one gateway, which gives these answers one after the other, and what they take amiss. */
function asking(...answers: readonly (Answer | undefined)[]) {
  const left = [...answers]
  const call: Client['call'] = async () => left.shift() ?? Promise.reject(new Error('reset'))
  const rude: string[] = []
  const client: Client = { call, expect: (_, line) => call(line), [Symbol.asyncDispose]: async () => {} }
  const means = {
    clients: [client],
    random: randomFrom(1),
    isHurried: true,
    onRude: (what: string) => void rude.push(what),
    signal,
  }
  return { insist: insisting(means), rude }
}

const underWay = answer(409, { code: 'request-in-progress', retryable: true })

test('whoever insists asks until another try would not change the answer', async () => {
  const { insist, rude } = asking(undefined, answer(503), answer(429), underWay, answer(201, { id: 'ord_1' }))
  expect((await insist('POST /orders', {}))?.status).toBe(201)
  expect(rude).toEqual([])
})

test.each([
  ['a mistake of the shop', [answer(500, { code: 'internal' }), answer(201)], ['POST /orders/… answered 500 internal']],
  ['a refusal of what is theirs', [answer(404, { code: 'not-found' })], ['POST /orders/… was refused: 404 not-found']],
  ['a refusal that says why it cannot be', [answer(409, { code: 'order-closed' })], []],
])('%s is taken amiss, or not', async (_, answers, amiss) => {
  const { insist, rude } = asking(...answers)
  await insist('POST /orders/ord_0123', {})
  expect(rude).toEqual(amiss)
})

test('a refusal that was expected is none to take amiss', async () => {
  const { insist, rude } = asking(answer(404, { code: 'not-found' }))
  await insist('GET /orders/ord_0123', {}, 'not-found')
  expect(rude).toEqual([])
})

test('whoever leaves insists no longer', async () => {
  const { insist } = asking(undefined)
  const asked = insist('POST /orders', {})
  leaving.abort()
  expect(await asked).toBeUndefined()
})
