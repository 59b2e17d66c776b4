import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { TestProject } from 'vitest/node'
import { connectDb } from '#db/client.ts'
import { prepareTemplates } from '#db/test-databases.ts'
import { findServers } from './local/binaries.ts'
import { startPostgres } from './local/postgres.ts'
import { startRedis } from './local/redis.ts'

declare module 'vitest' {
  /** What every test may `inject`. A suite starts its own NATS server: streams and subjects are global to one. */
  export interface ProvidedContext {
    /** The superuser's. */
    postgresUrl: string
    redisUrl: string
    /** The nats-server executable, for `startNats`. */
    natsServer: string
  }
}

/** Starts the servers that one run of the tests shares, and answers how to stop them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await using stack = new AsyncDisposableStack()
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-test-'))
  stack.defer(() => rm(dir, { recursive: true, force: true }))
  const [natsServer = '', binary = ''] = await findServers(['nats-server', 'redis-server'])
  const redis = stack.use(await startRedis({ dir: join(dir, 'redis'), binary }))
  const postgres = stack.use(await startPostgres({ dataDir: join(dir, 'postgres'), password: 'test', durable: false }))
  await prepareTemplates(postgres.url)
  project.provide('postgresUrl', postgres.url)
  project.provide('redisUrl', redis.url)
  project.provide('natsServer', natsServer)
  const opened = stack.move()
  return async () => {
    const left = await leftBehind(postgres.url)
    await opened.disposeAsync()
    if (left.length === 0) return
    // The runner prints what is thrown here, but would still call the run a success.
    process.exitCode = 1
    throw new Error(`Tests left databases behind, open or never dropped: ${left.join(', ')}`)
  }
}

/** A world that was not closed shows by the databases that it did not drop. */
async function leftBehind(url: string): Promise<string[]> {
  await using admin = connectDb(url, { max: 1, name: 'leaks' })
  const rows = await admin.db.execute<{ name: string }>(sql`
    select datname as name from pg_database where not datistemplate and datname <> 'postgres' and datname not like 'template\\_%'`)
  return rows.map(({ name }) => name)
}
