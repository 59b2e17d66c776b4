import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startChild } from '#compose/local/child.ts'
import { startNats } from '#compose/local/nats.ts'
import { freePort } from '#compose/local/ports.ts'
import { startPostgres } from '#compose/local/postgres.ts'
import { answersAs } from '#compose/local/processes.ts'
import { connectDb, type Sql } from '#db/client.ts'
import { databases, onDatabase } from '#db/databases.ts'
import { migrateAll } from '#db/migrate-all.ts'
import { type Asker, connectBus } from '#subjects/bus.ts'
import { events } from '#subjects/contracts.ts'
import { startProvisioner } from '#subjects/start-provisioner.ts'
import { startWorker } from '../worker.ts'

/** An inventory with a broker and a database of its own, and nobody else about. */
export type Shelves = {
  /** A connection of its own for a worker and others like it: as many of them as there are gateways in a shop. */
  readonly asker: (worker: number) => Asker['request']
  /** The superuser's. */
  readonly sql: Sql
  readonly pid: number
}

/** Where such inventories are opened, on one Postgres with fsync. */
export type ShelfGround = {
  open(name: string): Promise<Shelves>
  /** One beside which the yardsticks are served. */
  openBesidePlain(name: string): Promise<Shelves>
}

/** Whoever asks over one connection at the same time shares a message, which those of another do not. */
const connections = 4

export async function openShelfGround(stack: AsyncDisposableStack, signal: AbortSignal): Promise<ShelfGround> {
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-bench-'))
  stack.defer(() => rm(dir, { recursive: true, force: true }))
  const postgres = stack.use(await startPostgres({ dataDir: join(dir, 'postgres'), password: 'bench', signal }))
  const urls = Object.fromEntries(databases.map((name) => [name, roleUrl(postgres.url, name)]))
  await migrateAll({ adminUrl: postgres.url, urls: urls as Parameters<typeof migrateAll>[0]['urls'] })
  const admin = stack.use(connectDb(postgres.url, { max: 1, name: 'bench' })).sql

  const start = async (name: string) => {
    await admin`create database ${admin(name)} template inventory_db`
    // A copy has the tables, and not how the database is to be planned for.
    await admin`alter database ${admin(name)} set random_page_cost = 1.1`
    const databaseUrl = onDatabase(postgres.url, name)
    const nats = stack.use(await startNats({ storeDir: join(dir, `nats-${name}`), signal }))
    const bus = stack.use(await connectBus({ url: nats.url, name: 'bench' }))
    const onBug = (error: unknown) => console.error(error)
    stack.use(await startProvisioner({ bus, events, subscriptions: [], onBug, signal }))
    const port = await freePort()
    const env = {
      NATS_URL: nats.url,
      INVENTORY_DATABASE_URL: databaseUrl,
      METRICS_PORT: `${port}`,
      HOST: '127.0.0.1',
      NODE_COMPILE_CACHE: join(dir, 'compiled'),
    }
    const args = [resolve(import.meta.dirname, '../../actors/main.ts'), 'inventory']
    const program = { name, command: process.execPath, args, env, signal, logFile: join(dir, `${name}.log`) }
    const actor = stack.use(await startChild(program, (pid) => answersAs(pid, port)))
    const { sql } = stack.use(connectDb(databaseUrl, { max: 1, name: 'bench' }))
    await sql`set statement_timeout = 0`
    const askers = await Promise.all(Array.from({ length: connections }, () => openAsker(stack, nats.url)))
    const asker = (worker: number) => askers[worker % connections] ?? bus.as(asking).request
    return { asker, sql, pid: actor.pid, nats: nats.url, databaseUrl }
  }
  return {
    open: start,
    async openBesidePlain(name) {
      const shelves = await start(name)
      const { sql, nats, databaseUrl } = shelves
      await sql`create table bench_stocks (sku text primary key, available int not null check (available >= 0))`
      await sql`create table bench_reservations (order_id text, sku text, quantity int not null, primary key (order_id, sku))`
      await sql`create table bench_notes (id bigint generated always as identity primary key, note text not null)`
      stack.use(await startWorker('reserve/plain-actor.ts', [nats, databaseUrl], signal))
      return shelves
    },
  }
}

const asking = { id: 'bench', role: 'system', via: 'tools' } as const

async function openAsker(stack: AsyncDisposableStack, url: string): Promise<Asker['request']> {
  return stack.use(await connectBus({ url, name: 'bench' })).as(asking).request
}

/** What a role of its own would connect with; nobody does here. */
function roleUrl(adminUrl: string, name: string): string {
  const url = new URL(onDatabase(adminUrl, `${name}_db`))
  ;[url.username, url.password] = [name, 'bench']
  return url.href
}
