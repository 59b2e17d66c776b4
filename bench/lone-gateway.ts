import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Child, startChild } from '#compose/local/child.ts'
import { startNats } from '#compose/local/nats.ts'
import { freePort } from '#compose/local/ports.ts'
import { answersAs, gatewayFlags } from '#compose/local/processes.ts'
import { startRedis } from '#compose/local/redis.ts'

/** A broker and a Redis of their own, where gateways can be started that nobody else talks to. */
export type LoneGround = {
  readonly nats: { readonly url: string; readonly pid: number }
  startGateway(variables?: Readonly<Record<string, string>>): Promise<Child & { readonly url: string }>
}

export async function openLoneGround(stack: AsyncDisposableStack, signal: AbortSignal): Promise<LoneGround> {
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-bench-'))
  stack.defer(() => rm(dir, { recursive: true, force: true }))
  const nats = stack.use(await startNats({ storeDir: join(dir, 'nats'), signal }))
  const redis = stack.use(await startRedis({ dir: join(dir, 'redis'), signal }))
  return {
    nats,
    async startGateway(variables = {}) {
      const port = await freePort()
      const env = {
        NATS_URL: nats.url,
        REDIS_URL: redis.url,
        PORT: `${port}`,
        METRICS_PORT: '0',
        HOST: '127.0.0.1',
        // All requests come from one address.
        RATE_LIMITS: 'x10000',
        EDGE_SECRETS: 'a secret that signs the cursors of a bench',
        NODE_COMPILE_CACHE: join(dir, 'compiled'),
        ...variables,
      }
      const args = [...gatewayFlags, resolve(import.meta.dirname, '../gateway/main.ts')]
      const program = { name: 'gateway', command: process.execPath, args, env, signal }
      const child = await startChild({ ...program, logFile: join(dir, 'gateway.log') }, (pid) => answersAs(pid, port))
      return { ...child, url: `http://127.0.0.1:${port}` }
    },
  }
}
