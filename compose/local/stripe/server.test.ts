import { afterEach, expect, test, vi } from 'vitest'
import { startStripeSandbox } from './server.ts'
import { failureOf, hold, startSandbox } from './test-sandbox.ts'

afterEach(() => void vi.unstubAllEnvs())

test('it does not start in production', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  await expect(startStripeSandbox()).rejects.toThrow('does not run in production')
})

test.each([
  ['no key', undefined],
  ['a live key', 'sk_live_abc'],
  ['a publishable key', 'pk_test_abc'],
])('%s is refused with 401', async (_name, apiKey) => {
  await using world = await startSandbox()
  const Authorization = apiKey && `Bearer ${apiKey}`
  const response = await fetch(`${world.sandbox.url}/v1/payment_intents`, {
    headers: { ...(Authorization && { Authorization }) },
  })
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toContain('Bearer')
  expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
})

test('every answer has its request id, and an unknown address is told', async () => {
  await using world = await startSandbox()
  const intent = await world.stripe.paymentIntents.create(hold)
  expect(intent.lastResponse.requestId).toMatch(/^req_/)
  expect(await failureOf(world.stripe.products.list())).toMatchObject({
    statusCode: 404,
    requestId: expect.stringMatching(/^req_/),
  })
})

test('the page says that it is a sandbox, and its state shows what happened', async () => {
  await using world = await startSandbox()
  const { id } = await world.stripe.paymentIntents.create(hold)
  const page = await fetch(world.sandbox.url)
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(await page.text()).toContain('This is a sandbox on this machine, not Stripe.')
  expect(await world.get('/sandbox/state')).toMatchObject({
    sandbox: true,
    intents: [{ id }],
    charges: [{ payment_intent: id }],
    disputes: [],
  })
})

test('a body of more than a mebibyte is refused', async () => {
  await using world = await startSandbox()
  const headers = { Authorization: 'Bearer sk_test_x' }
  const body = 'a'.repeat(1_100_000)
  const response = await fetch(`${world.sandbox.url}/v1/payment_intents`, { method: 'POST', headers, body })
  expect(response.status).toBe(413)
})
