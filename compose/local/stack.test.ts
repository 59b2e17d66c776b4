import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findRunningStack } from './lock.ts'
import { type Stack, startStack } from './stack.ts'

let dir: string
let stack: Stack
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tradewind-stack-'))
  stack = await start()
})
afterAll(async () => {
  await stack[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

const start = (options = {}) => startStack({ dir, port: 0, seed: false, ...options })

test('the gateway and the actors answer where the stack says, and another process finds it', async () => {
  const { api, metrics, actors, mailbox = '', stripe = '' } = stack.urls

  for (const url of [`${api}/healthz`, ...Object.values(actors).map((actor) => `${actor}/readyz`), mailbox, stripe]) {
    expect((await fetch(url)).status, url).toBeLessThan(500)
  }
  expect(await (await fetch(metrics)).text()).toContain('process_uptime')
  expect((await fetch(`${api}/metrics`)).status).toBe(404)
  expect(findRunningStack(dir)).toEqual(stack.urls)
  await expect(start()).rejects.toThrow(`Tradewind already runs in ${dir}`)
})

test('a process that was killed starts again under the same address', async () => {
  const [[name, url] = ['', '']] = Object.entries(stack.urls.actors)
  const actors = stack.process(name)
  const { pid } = actors

  await actors.kill()
  await actors.start()

  expect(actors.pid).not.toBe(pid)
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  expect(() => stack.process('cashier')).toThrow('no process cashier; there are')
})

test('a crash is told, and the next start keeps the data until it is told to forget it', async () => {
  await onPostgres((sql) => sql`create table notes as select 'kept' as note`)
  process.kill(stack.process('gateway').pid, 'SIGKILL')
  expect((await stack.crashed).message).toMatch(/^gateway was ended by SIGKILL\n/)
  await stack[Symbol.asyncDispose]()

  stack = await start()
  expect(await onPostgres((sql) => sql`select note from notes`)).toEqual([{ note: 'kept' }])
  await stack[Symbol.asyncDispose]()

  stack = await start({ fresh: true, instances: { orders: 2 } })
  expect(await onPostgres((sql) => sql`select to_regclass('notes') as notes`)).toEqual([{ notes: null }])
  expect(Object.keys(stack.urls.actors)).toEqual([
    'users',
    'products',
    'orders',
    'orders 2',
    'payments',
    'inventory',
    'notifications',
  ])
}, 120_000)

async function onPostgres<T>(ask: (sql: postgres.Sql) => PromiseLike<T>): Promise<T> {
  const sql = postgres(stack.urls.postgres, { max: 1 })
  try {
    return await ask(sql)
  } finally {
    await sql.end()
  }
}
