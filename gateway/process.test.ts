import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { networkInterfaces } from 'node:os'
import { expect, inject, test } from 'vitest'
import { startTestBroker } from '#compose/test-broker.ts'

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

test('metrics are on a port of their own, which nobody reaches from another machine', async () => {
  await using gateway = await startGateway()
  const { port, metricsPort } = await started(gateway.stdout)
  const status = (host: string, at: number, path: string) =>
    fetch(`http://${host}:${at}${path}`).then(
      (response) => response.status,
      () => 'unreachable',
    )
  expect(await status('127.0.0.1', metricsPort, '/metrics')).toBe(200)
  expect(await status('127.0.0.1', metricsPort, '/readyz')).toBe(200)
  expect(await status('127.0.0.1', port, '/metrics')).toBe(404)
  for (const address of outsideAddresses()) {
    expect(await status(address, port, '/healthz')).toBe(200)
    expect(await status(address, metricsPort, '/metrics')).toBe('unreachable')
  }
})

test('a gateway that was told to stop says so, and still answers connections until load balancers have noticed', async () => {
  await using gateway = await startGateway({ LEAVE_MS: '1500' })
  const { port, metricsPort } = await started(gateway.stdout)
  const kept = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (path: string, agent?: Agent) => askOver({ port, path, agent })
  expect(await ask('/healthz', kept)).toMatchObject({ status: 200, connection: 'keep-alive' })

  const exited = once(gateway, 'exit')
  gateway.kill('SIGTERM')
  await expect.poll(async () => (await ask('/readyz')).status, { interval: 20 }).toBe(503)

  expect(await askOver({ port: metricsPort, path: '/readyz', agent: undefined })).toMatchObject({ status: 503 })
  expect(await ask('/healthz', kept)).toMatchObject({ status: 200, connection: 'close', wasKept: true })
  expect(await ask('/healthz')).toMatchObject({ status: 200, connection: 'close' })
  expect(await exited).toEqual([0, null])
})

async function askOver({ port, path, agent }: { port: number; path: string; agent: Agent | undefined }) {
  const request = get({ host: '127.0.0.1', port, path, agent: agent ?? false })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  const { statusCode: status, headers } = response
  return { status, connection: headers.connection, wasKept: request.reusedSocket }
}

async function startGateway(variables: Readonly<Record<string, string>> = {}) {
  const broker = await startTestBroker()
  const env = {
    PATH: process.env['PATH'],
    ...broker.variables('edge'),
    REDIS_URL: inject('redisUrl'),
    EDGE_SECRETS: 'x'.repeat(32),
    PORT: '0',
    METRICS_PORT: '0',
    ...variables,
  }
  const gateway = spawn(process.execPath, ['gateway/main.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const end = async () => {
    if (gateway.exitCode === null && gateway.kill()) await once(gateway, 'exit')
    await broker[Symbol.asyncDispose]()
  }
  return Object.assign(gateway, { [Symbol.asyncDispose]: end })
}

/** The ports a process says that it listens on. */
async function started(lines: AsyncIterable<Buffer>): Promise<{ port: number; metricsPort: number }> {
  let printed = ''
  for await (const chunk of lines) {
    printed += chunk.toString()
    const line = printed.split('\n').find((one) => one.includes('"msg":"started"') && one.endsWith('}'))
    if (line) return JSON.parse(line) as { port: number; metricsPort: number }
  }
  throw new Error(`The gateway ended: ${printed}`)
}

const outsideAddresses = () =>
  Object.values(networkInterfaces()).flatMap((all = []) =>
    all.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
  )
