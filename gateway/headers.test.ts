import { expect, test } from 'vitest'
import { startEdge } from './test-edge.ts'

test('browsers are told to stay with TLS when a proxy that is trusted says that they came with it', async () => {
  await using edge = await startEdge({ build: { trustProxy: '10.0.0.0/8,fd00::/8' } })
  const told = async (remoteAddress: string, protocol: string) => {
    const headers = { 'x-forwarded-proto': protocol }
    const response = await edge.app.inject({ url: '/healthz', remoteAddress, headers })
    return response.headers['strict-transport-security']
  }
  expect(await told('10.1.2.3', 'https')).toBe('max-age=31536000; includeSubDomains')
  expect(await told('fd00::1', 'https')).toBe('max-age=31536000; includeSubDomains')
  expect(await told('10.1.2.3', 'http')).toBeUndefined()
  expect(await told('203.0.113.9', 'https')).toBeUndefined()
})

test('without a proxy that is trusted nobody is believed to have come with TLS', async () => {
  await using edge = await startEdge()
  const { headers } = await edge.app.inject({ url: '/healthz', headers: { 'x-forwarded-proto': 'https' } })
  expect(headers).not.toHaveProperty('strict-transport-security')
})
