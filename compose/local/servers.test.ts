import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { connect } from 'nats'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Child } from './child.ts'
import { startNats } from './nats.ts'
import { freePort, isFree } from './ports.ts'
import { startPostgres } from './postgres.ts'
import { startRedis } from './redis.ts'

let dir: string
beforeAll(async () => {
  // Readable by us alone: as root, Postgres' own user must still get to its data.
  dir = await mkdtemp(join(tmpdir(), 'tradewind-servers-'))
})
const groups: number[] = []
afterAll(async () => {
  // The first process of a container may take a while to bury its dead.
  await vi.waitUntil(() => !groups.some(isAlive), { timeout: 10_000 })
  await rm(dir, { recursive: true, force: true })
})

test('Postgres keeps its data over a restart and leaves no process behind', async () => {
  const options = { dataDir: join(dir, 'postgres'), password: 'a p@ss/word' }
  const write = async ({ url }: Server) => {
    await query(url, (sql) => sql`create table notes as select 'kept' as note`)
  }
  const read = async ({ url }: Server) => {
    expect(await query(url, (sql) => sql`select note from notes`)).toEqual([{ note: 'kept' }])
    expect(await query(url, (sql) => sql`select current_setting('fsync') as fsync, lower('ÉÜ') as lower`)).toEqual([
      { fsync: 'on', lower: 'éü' },
    ])
  }

  await restart(() => startPostgres(options), write, read)

  const start = startPostgres({ ...options, password: 'another' })
  await expect(start).rejects.toThrow('postgres is not ready: its data directory was made with another password')
  expect((await readdir(dir)).filter((name) => name.startsWith('postgres.'))).toEqual(['postgres.log'])
})

test('NATS keeps its streams over a restart and leaves no process behind', async () => {
  const write = async ({ url }: Server) => {
    const nc = await connect({ servers: url })
    await (await nc.jetstreamManager()).streams.add({ name: 'notes', subjects: ['notes'] })
    await nc.jetstream().publish('notes', 'kept')
    await nc.close()
  }
  const read = async ({ url }: Server) => {
    const nc = await connect({ servers: url })
    const message = await (await nc.jetstreamManager()).streams.getMessage('notes', { seq: 1 })
    expect(new TextDecoder().decode(message.data)).toBe('kept')
    await nc.close()
  }

  await restart(() => startNats({ storeDir: join(dir, 'nats') }), write, read)
})

test('Redis keeps its keys over a restart and leaves no process behind', async () => {
  const write = async ({ url }: Server) => {
    const redis = new Redis(url)
    await redis.set('note', 'kept')
    await redis.quit()
  }
  const read = async ({ url }: Server) => {
    const redis = new Redis(url)
    expect(await redis.get('note')).toBe('kept')
    await redis.quit()
  }

  await restart(() => startRedis({ dir: join(dir, 'redis') }), write, read)
})

test('a server that cannot start says which, why, and how its log ends', async () => {
  await using taken = createServer((socket) => socket.destroy())
  const port = await freePort()
  await once(taken.listen(port, '127.0.0.1'), 'listening')

  const start = startNats({ storeDir: join(dir, 'nats-refused'), port })

  await expect(start).rejects.toThrow(/^nats ended with exit code 1\n {2}\S+nats-refused.log ends with\n/)
  await expect(start).rejects.toThrow('address already in use')
})

test('a server ends when the process that started it is killed', async () => {
  const source = `
    import { startNats } from '#compose/local/nats.ts'
    console.log((await startNats({ storeDir: ${JSON.stringify(join(dir, 'nats-orphan'))} })).url)`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', source], { cwd: import.meta.dirname })
  const [url] = await once(parent.stdout, 'data')
  const port = Number(new URL(String(url)).port)
  expect(await isFree(port)).toBe(false)

  parent.kill('SIGKILL')

  await expect.poll(() => isFree(port), { timeout: 5_000 }).toBe(true)
})

type Server = Child & { readonly url: string }

/** Starts a server for each use of it. */
async function restart(start: () => Promise<Server>, ...uses: ((server: Server) => Promise<void>)[]): Promise<void> {
  for (const use of uses) {
    await using server = await start()
    groups.push(-server.pid)
    await use(server)
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function query<T>(url: string, ask: (sql: postgres.Sql) => PromiseLike<T>): Promise<T> {
  const sql = postgres(url, { max: 1 })
  try {
    return await ask(sql)
  } finally {
    await sql.end()
  }
}
