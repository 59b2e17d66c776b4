import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { connectDb, type Db } from './client.ts'
import { isConnectionLost } from './failures.ts'

const database = `reset_${randomUUID().replaceAll('-', '')}`
const url = Object.assign(new URL(inject('postgresUrl')), { pathname: `/${database}` })
const admin = connectDb(inject('postgresUrl'), { max: 1 })

beforeAll(async () => {
  await admin.sql.unsafe(`create database ${database}`)
  await using client = connectDb(url.href, { max: 1 })
  await client.sql.unsafe('create table steps (step int primary key)')
})

afterAll(async () => {
  await admin.sql.unsafe(`drop database ${database} with (force)`)
  await admin[Symbol.asyncDispose]()
})

/** A way to Postgres on which all connections can be reset, before the answer to a question or in the middle of it. */
async function openWay() {
  const clients = new Set<Socket>()
  let most = Number.POSITIVE_INFINITY
  const server = createServer((client) => {
    const backend = connect(Number(url.port || 5432), url.hostname)
    clients.add(client)
    for (const socket of [client, backend]) socket.on('error', () => {})
    client.on('close', () => clients.delete(client) && backend.destroy())
    client.pipe(backend)
    backend.on('data', (bytes) => {
      client.write(bytes.subarray(0, most))
      most -= bytes.length
      if (most <= 0) reset()
    })
  })
  const reset = () => {
    most = Number.POSITIVE_INFINITY
    for (const client of clients) client.resetAndDestroy()
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const own = new URL(url)
  own.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: own.href,
    reset,
    /** Lets so many more bytes of answers through. */
    cutAfter: (bytes: number) => void (most = bytes),
    [Symbol.asyncDispose]: async () => {
      reset()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Resets all connections, and asks in each turn of the event loop from then on: some just when one has ended and nobody was told. */
async function askWhileResetting<T>(
  way: { reset: () => void },
  ask: () => Promise<T>,
): Promise<readonly (T | Error)[]> {
  const answers: Promise<T | Error>[] = []
  way.reset()
  for (let turns = 0; turns < 50; turns++) {
    answers.push(ask().catch((error: unknown) => error as Error))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return Promise.all(answers)
}

const openAll = (db: Db, many: number) =>
  Promise.all(Array.from({ length: many }, async () => db.execute(sql`select pg_sleep(0.05)`)))

const failuresIn = (answers: readonly unknown[]) => answers.filter((one): one is Error => one instanceof Error)

test('what is asked while connections are reset is answered, or refused at once, and never answered with nothing', async () => {
  await using way = await openWay()
  await using client = connectDb(way.url, { max: 3 })
  await openAll(client.db, 3)
  for (let times = 0; times < 5; times++) {
    const answers = await askWhileResetting(way, async () => client.db.execute(sql`select ${times}::int as one`))
    const failures = failuresIn(answers)
    const given = answers.flatMap((one) => (one instanceof Error ? [] : [[...one]]))
    expect(given).toEqual(given.map(() => [{ one: times }]))
    expect(failures.filter((failure) => !isConnectionLost(failure))).toEqual([])
    expect(failures.filter(({ cause }) => (cause as { code?: string }).code === 'CONNECT_TIMEOUT')).toEqual([])
  }
})

test('a transaction that begins while connections are reset is done whole or not at all', async () => {
  await using way = await openWay()
  await using client = connectDb(way.url, { max: 3 })
  let last = 0
  const twoSteps = async () => {
    const step = (last += 2)
    await client.db.transaction(async (tx) => {
      await tx.execute(sql`insert into steps values (${step})`)
      await tx.execute(sql`insert into steps values (${step + 1})`)
      if (step % 4 === 0) throw new Error('It takes all back')
    })
    return step
  }
  for (let times = 0; times < 5; times++) {
    await openAll(client.db, 3)
    const done = (await askWhileResetting(way, twoSteps)).filter((one) => typeof one === 'number')
    const rows = await client.db.execute<{ step: number }>(sql`select step from steps order by step`)
    expect(rows.map(({ step }) => step)).toEqual(expect.arrayContaining(done.flatMap((step) => [step, step + 1])))
    const pairs = Map.groupBy(rows, ({ step }) => Math.floor(step / 2))
    expect([...pairs].filter(([first, both]) => both.length !== 2 || first % 2 === 0)).toEqual([])
  }
})

test('an answer that was cut off in the middle is not in the way of the next one', async () => {
  await using way = await openWay()
  await using client = connectDb(way.url, { max: 1 })
  const many = async () =>
    client.db.execute(sql`select n, repeat('x', 1000) as text from generate_series(1, ${100}::int) n`)
  await many()
  way.cutAfter(50_000)
  await expect(many()).rejects.toSatisfy(isConnectionLost)
  const [row] = await client.db.execute(sql`select ${7}::int as one`)
  expect(row).toEqual({ one: 7 })
})
