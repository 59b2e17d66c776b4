import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

test.each(['0.0.0.0/0', '10.0.0.0/33', '10.0.0'])('a TRUST_PROXY of %s stops the start, and says why', (proxies) => {
  const env = {
    PATH: process.env['PATH'],
    TRUST_PROXY: proxies,
    EDGE_SECRETS: 'x'.repeat(32),
    NATS_URL: 'nats://127.0.0.1:1',
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['gateway/main.ts'], {
    env,
    timeout: 20_000,
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  expect(`${stdout}${stderr}`).toContain(`TRUST_PROXY takes addresses and networks, and not ${proxies}`)
})
