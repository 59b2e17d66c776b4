import { afterAll, beforeAll, expect, test } from 'vitest'
import { unsubscribe } from '#subjects/notifications.ts'
import { startEdge, type TestEdge } from './test-edge.ts'

const token = '3f0c7a52-9f55-4c0e-8f2b-6a1d1f6f4c11'
let edge: TestEdge
let ended: string[] = []
beforeAll(async () => {
  edge = await startEdge()
  await edge.answer(unsubscribe, async ({ token: one }) => {
    ended.push(one)
    return null
  })
})
afterAll(() => edge[Symbol.asyncDispose]())

test('one click of a mail program ends it, whatever form it sends', async () => {
  ended = []
  const bodies = [
    ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--',
    ],
    ['application/json', '{}'],
  ] as const
  for (const [type, payload] of bodies) {
    const headers = { 'content-type': type }
    const answer = await edge.app.inject({ method: 'POST', url: `/unsubscribe/${token}`, headers, payload })
    expect([type, answer.statusCode]).toEqual([type, 204])
  }
  expect(ended).toEqual([token, token, token])
})

test('following the link ends nothing, and shows a button that does', async () => {
  ended = []
  const page = await edge.app.inject(`/unsubscribe/${token}`)
  expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect(page.body).toContain('<form method="post"><button>')
  expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  expect(ended).toEqual([])
})

test('what is no token is refused by its form, and forms are taken nowhere else', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const wrong = await edge.app.inject({ method: 'POST', url: '/unsubscribe/x', headers, payload: 'a=b' })
  expect([wrong.statusCode, wrong.json().errors[0].pointer]).toEqual([400, '/token'])
  const login = await edge.app.inject({ method: 'POST', url: '/auth/login', headers, payload: 'email=a' })
  expect(login.statusCode).toBe(415)
  const large = await edge.app.inject({
    method: 'POST',
    url: `/unsubscribe/${token}`,
    headers,
    payload: 'x'.repeat(5_000),
  })
  expect(large.statusCode).toBe(413)
})
