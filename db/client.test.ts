import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { bigint, integer, pgTable, timestamp } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { connectDb, type Db, type Tx, transaction } from './client.ts'
import { isConnectionLost, sqlState } from './failures.ts'

const database = `client_${randomUUID().replaceAll('-', '')}`
const url = Object.assign(new URL(inject('postgresUrl')), { pathname: `/${database}` }).href
const admin = connectDb(inject('postgresUrl'), { max: 1 })
const steps = pgTable('steps', { step: integer().primaryKey() })
const values = pgTable('values', { big: bigint({ mode: 'number' }), takenAt: timestamp({ withTimezone: true }) })
const uncaught: unknown[] = []
const noteUncaught = (error: unknown) => uncaught.push(error)

beforeAll(async () => {
  process.on('uncaughtExceptionMonitor', noteUncaught)
  await admin.sql.unsafe(`create database ${database}`)
  await using client = connectDb(url, { max: 1 })
  await client.sql.unsafe(
    'create table steps (step int primary key); create table "values" (big int8, taken_at timestamptz)',
  )
})

afterAll(async () => {
  await admin.sql.unsafe(`drop database ${database} with (force)`)
  await admin[Symbol.asyncDispose]()
  process.off('uncaughtExceptionMonitor', noteUncaught)
})

beforeEach(async () => {
  await using client = connectDb(url, { max: 1 })
  await client.db.delete(steps)
  uncaught.length = 0
})

/** A driver that is not guarded, to show that the scenarios below are harmful without it. */
function connectBare(max: number): AsyncDisposable & { readonly db: Db } {
  const client = postgres(url, { max, onnotice: () => undefined })
  return { db: drizzle(client), [Symbol.asyncDispose]: () => client.end({ timeout: 1 }) }
}

async function pidOf(db: Db | Tx): Promise<number> {
  const [row] = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
  return row?.pid ?? 0
}

/** Ends the backend of an open transaction and waits until the client has heard of it. */
async function kill(pid: number): Promise<void> {
  await admin.sql`select pg_terminate_backend(${pid})`
  await sleep(100)
}

async function stepsLeft(): Promise<number[]> {
  await using client = connectDb(url, { max: 1 })
  return (await client.db.select().from(steps).orderBy(steps.step)).map(({ step }) => step)
}

const write = (db: Db | Tx, step: number) => db.insert(steps).values({ step })
const failureOf = (work: PromiseLike<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

/** A transaction of three steps whose backend dies after the first, while other queries wait for the pool. */
async function dieAfterFirstStep(db: Db): Promise<{ begin: unknown; late: unknown }> {
  const late = Promise.withResolvers<unknown>()
  const begin = db.transaction(async (tx) => {
    await write(tx, 1)
    const queued = Array.from({ length: 10 }, async () => db.execute(sql`select 1`))
    await kill(await pidOf(tx))
    await sleep(400)
    late.resolve(await failureOf(write(tx, 2).then(() => write(tx, 3))))
    await Promise.allSettled(queued)
  })
  const outcome = { begin: await failureOf(begin), late: await Promise.race([late.promise, sleep(2_000, 'silence')]) }
  await sleep(300)
  return outcome
}

test.each([1, 3])(
  'a connection that dies inside a transaction leaves nothing behind, with a pool of %i',
  async (max) => {
    await using client = connectDb(url, { max })
    const { begin, late } = await dieAfterFirstStep(client.db)
    expect([isConnectionLost(begin), isConnectionLost(late)]).toEqual([true, true])
    expect([await stepsLeft(), uncaught]).toEqual([[], []])
    await write(client.db, 4)
    expect(await stepsLeft()).toEqual([4])
  },
)

test('without the guard the same transaction commits its last two steps and not its first', async () => {
  await using bare = connectBare(1)
  const { begin } = await dieAfterFirstStep(bare.db)
  expect(isConnectionLost(begin)).toBe(true)
  expect(await stepsLeft()).toEqual([2, 3])
})

/** A dead transaction settles late, while a second one runs on the connection the pool has opened in its place. */
async function settleLate(db: Db, how: { first: 'returns' | 'throws'; second: 'rolls back' | 'commits' }) {
  const first = db.transaction(async (tx) => {
    await write(tx, 11)
    await kill(await pidOf(tx))
    await sleep(500)
    if (how.first === 'throws') throw new Error('too late')
  })
  expect(isConnectionLost(await failureOf(first))).toBe(true)
  const second = db.transaction(async (tx) => {
    await write(tx, 21)
    await sleep(800)
    await write(tx, 22)
    if (how.second === 'rolls back') throw new Error('changed my mind')
  })
  return second.then(
    () => 'commits',
    () => 'rolls back',
  )
}

test.each([
  { driver: 'guarded', first: 'returns', second: 'rolls back', left: [] },
  { driver: 'guarded', first: 'throws', second: 'commits', left: [21, 22] },
  { driver: 'bare', first: 'returns', second: 'rolls back', left: [21, 22] },
  { driver: 'bare', first: 'throws', second: 'commits', left: [22] },
] as const)('$driver: a dead transaction $first late, the next $second and leaves $left', async ({ left, ...how }) => {
  await using client = how.driver === 'bare' ? connectBare(1) : connectDb(url, { max: 1 })
  const ended = await settleLate(client.db, how)
  if (how.driver === 'guarded') expect(ended).toBe(how.second)
  expect(await stepsLeft()).toEqual(left)
})

test('a transaction that ends well is committed, one that throws is not, and a savepoint takes back only its own', async () => {
  await using client = connectDb(url, { max: 2 })
  const kept = await client.db.transaction(async (tx) => {
    await write(tx, 31)
    await tx.transaction(async (inner) => write(inner, 32))
    const undone = tx.transaction(async (inner) => {
      await write(inner, 33)
      throw new Error('not this one')
    })
    await expect(undone).rejects.toThrow('not this one')
    return write(tx, 34).returning()
  })
  const refused = client.db.transaction(async (tx) => {
    await write(tx, 35)
    throw new Error('none of it')
  })
  await expect(refused).rejects.toThrow('none of it')
  expect(kept).toEqual([{ step: 34 }])
  expect(await stepsLeft()).toEqual([31, 32, 34])
})

test('a connection that dies inside a savepoint silences the savepoint and its transaction', async () => {
  await using client = connectDb(url, { max: 1 })
  const late: boolean[] = []
  const attempt = client.db.transaction(async (tx) => {
    await write(tx, 41)
    await tx.transaction(async (inner) => {
      await kill(await pidOf(inner))
      for (const db of [inner, tx]) late.push(await write(db, 42).then(() => false, isConnectionLost))
    })
  })
  const lost = await failureOf(attempt)
  await sleep(300)
  expect([isConnectionLost(lost), late]).toEqual([true, [true, true]])
  expect(await stepsLeft()).toEqual([])
})

test('a connection that dies under a running statement ends the transaction before its callback can go on', async () => {
  await using client = connectDb(url, { max: 1 })
  const attempt = client.db.transaction(async (tx) => {
    await write(tx, 51)
    const pid = await pidOf(tx)
    const [running] = await Promise.allSettled([tx.execute(sql`select pg_sleep(5)`), sleep(50).then(() => kill(pid))])
    expect(running.status).toBe('rejected')
    await write(tx, 52)
  })
  expect(isConnectionLost(await failureOf(attempt))).toBe(true)
  await client.db.transaction((tx) => write(tx, 53))
  expect([await stepsLeft(), uncaught]).toEqual([[53], []])
})

test('a statement that was not awaited cannot run after its transaction has ended', async () => {
  await using client = connectDb(url, { max: 1 })
  const leaked = await client.db.transaction(async (tx) => ({ tx }))
  await expect(write(leaked.tx, 61)).rejects.toMatchObject({ cause: { message: 'The transaction has ended' } })
  expect(await stepsLeft()).toEqual([])
})

test('an idle pool survives the end of all its backends', async () => {
  await using client = connectDb(url, { max: 3, name: 'idle-pool' })
  await Promise.all([1, 2, 3].map(() => client.db.execute(sql`select pg_sleep(0.05)`)))
  const killed = await admin.sql`
    select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'idle-pool' and datname = ${database}`
  expect(killed).toHaveLength(3)
  await sleep(200)
  await write(client.db, 71)
  expect([await stepsLeft(), uncaught]).toEqual([[71], []])
})

test('two transactions that deadlock both succeed, one of them at the second try', async () => {
  await using client = connectDb(url, { max: 2 })
  await client.db.insert(steps).values([{ step: 81 }, { step: 82 }])
  let tries = 0
  const bothHeld = Promise.withResolvers<void>()
  const lockBoth = (first: number, second: number) =>
    transaction(client.db, async (tx) => {
      await tx.select().from(steps).where(eq(steps.step, first)).for('update')
      if (++tries === 2) bothHeld.resolve()
      await bothHeld.promise
      await tx.select().from(steps).where(eq(steps.step, second)).for('update')
      return write(tx, 80 + 10 * first)
    })
  await Promise.all([lockBoth(81, 82), lockBoth(82, 81)])
  expect([await stepsLeft(), tries]).toEqual([[81, 82, 890, 900], 3])
})

test('a race that is always lost ends after five retries, and another error at once', async () => {
  await using client = connectDb(url, { max: 1 })
  let tries = 0
  const raise = (state: string) =>
    transaction(client.db, async (tx) => {
      tries += 1
      await tx.execute(sql.raw(`do $$ begin raise exception 'lost' using errcode = '${state}'; end $$`))
    }).catch(sqlState)
  expect([await raise('40001'), tries]).toEqual(['40001', 6])
  expect([await raise('23505'), tries]).toEqual(['23505', 7])
})

test('a lost connection is not tried again', async () => {
  await using client = connectDb(url, { max: 1 })
  let tries = 0
  const lost = transaction(client.db, async (tx) => {
    tries += 1
    await kill(await pidOf(tx))
  })
  expect([isConnectionLost(await failureOf(lost)), tries]).toEqual([true, 1])
  await using nowhere = connectDb('postgres://127.0.0.1:1/none')
  expect(isConnectionLost(await failureOf(write(nowhere.db, 91)))).toBe(true)
})

test('every connection carries its limits and its name', async () => {
  await using client = connectDb(url, { name: 'orders' })
  const settings = await client.sql`
    select name, setting from pg_settings where name in ('statement_timeout', 'lock_timeout',
      'idle_in_transaction_session_timeout', 'application_name', 'TimeZone')`
  expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
    statement_timeout: '5000',
    lock_timeout: '2000',
    idle_in_transaction_session_timeout: '10000',
    application_name: 'orders',
    TimeZone: 'UTC',
  })
})

test('int8 is a number as long as it is exact, a timestamp is a Date, and a list of texts goes both ways', async () => {
  await using client = connectDb(url, { max: 1 })
  const takenAt = new Date('2026-03-01T10:20:30.123Z')
  await client.db.insert(values).values({ big: Number.MAX_SAFE_INTEGER, takenAt })
  expect(await client.db.select().from(values)).toEqual([{ big: Number.MAX_SAFE_INTEGER, takenAt }])
  const list = ['a "b"', 'c,d{e}', '', 'null']
  const count = await client.db.execute(sql`select count(*) as n, ${sql.param(list)}::text[] as list from ${values}`)
  expect(count[0]).toEqual({ n: 1, list })

  const beyond = client.db.execute(sql`select 9007199254740993::int8 as big, n from generate_series(1, 3) n`)
  await expect(beyond).rejects.toMatchObject({ cause: { message: expect.stringContaining('9007199254740993') } })
  expect(await client.db.$count(values)).toBe(1)
})
