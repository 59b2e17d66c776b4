import { expect, test } from 'vitest'
import { requireOwnServers } from './own-servers.ts'

test('nothing is broken that the environment says is there already', () => {
  const theirs = { ORDERS_DATABASE_URL: 'postgres://db.example/orders', NATS_URL: '', SMTP_URL: 'smtp://mail.example' }
  expect(() => requireOwnServers(theirs)).toThrow(/ORDERS_DATABASE_URL, SMTP_URL/)
  expect(() => requireOwnServers({ PATH: '/bin', NATS_URL: '' })).not.toThrow()
})
