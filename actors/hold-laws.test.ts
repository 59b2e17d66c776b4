import { expect, inject, test } from 'vitest'
import { metricsText, startTelemetry } from '#compose/telemetry.ts'
import { connectDb } from '#db/client.ts'
import { cloneDatabases } from '#db/test-databases.ts'
import { holdLaws } from './hold-laws.ts'
import { brokenOf } from './law.ts'
import { messageLaws } from './message-laws.ts'

test('one instance says what breaks a law, for as long as it does, and another one when that one has gone', async () => {
  await using stack = new AsyncDisposableStack()
  stack.use(await startTelemetry({ name: 'test', version: '0.0.0' }))
  const { urls } = stack.use(await cloneDatabases(inject('postgresUrl'), ['products']))
  const { sql } = stack.use(connectDb(urls.products, { max: 1, name: 'test' }))
  const logged: string[] = []
  const log = { info: () => {}, warn: () => {}, error: (_: object, message: string) => logged.push(message) }
  const open = (actor: string) => stack.use(holdLaws({ url: urls.products, actor, laws: messageLaws, log }))
  const shown = async (actor: string) => {
    const text = await metricsText()
    const lines = text.matchAll(/^tradewind_law_offenders\{law="(\w+)",actor="(\w+)".*\} (\d+)$/gm)
    return Object.fromEntries([...lines].flatMap(([, law, by, count]) => (by === actor ? [[law, Number(count)]] : [])))
  }
  const none = Object.fromEntries(messageLaws.map(({ id }) => [id, 0]))
  const [first, second] = [open('first'), open('second')]
  await first.look()
  await second.look()
  expect([await shown('first'), await shown('second')]).toEqual([none, {}])

  await sql`
    insert into outbox (id, subject, stream, aggregate_id, aggregate_version, headers, body, created_at)
    values ('evt_1', 'product.updated', 'products', 'prd_1', 1, '{}', '{}', now() - interval '6 minutes')`
  await first.look()
  expect(await shown('first')).toEqual({ ...none, E1: 1 })
  expect(logged).toEqual(['a law is broken: every event leaves'])

  await sql`
    select pg_terminate_backend(pid) from pg_locks join pg_database on oid = database
    where locktype = 'advisory' and datname = current_database()`
  await expect.poll(() => second.look().then(() => shown('second'))).toEqual({ ...none, E1: 1 })
  await expect
    .poll(() =>
      first.look().then(
        () => shown('first'),
        () => 'cut off',
      ),
    )
    .toEqual(none)
  await sql`update outbox set published_at = now()`
  await second.look()
  expect(await shown('second')).toEqual(none)
})

test('what broke a law is looked at until it is mended, however old it is by then', async () => {
  await using stack = new AsyncDisposableStack()
  const { urls } = stack.use(await cloneDatabases(inject('postgresUrl'), ['products']))
  const { sql } = stack.use(connectDb(urls.products, { max: 1, name: 'test' }))
  const asked: string[] = []
  const log = { info: () => {}, warn: () => {}, error: (_: object, message: string) => asked.push(message) }
  const broken = {
    id: 'S0',
    what: 'nothing is new',
    query: `select 1 as one where $since < now() - interval '30 minutes'`,
  }
  const holding = stack.use(holdLaws({ url: urls.products, actor: 'products', laws: [broken], log }))
  await holding.look()
  await holding.look()
  expect(asked).toHaveLength(2)
  await expect(sql`select pg_try_advisory_lock(hashtext('laws')) as held`).resolves.toEqual([{ held: false }])
})

test('what had no time to come to rest at one look is looked at again at the next', async () => {
  await using stack = new AsyncDisposableStack()
  const { urls } = stack.use(await cloneDatabases(inject('postgresUrl'), ['products']))
  const { sql } = stack.use(connectDb(urls.products, { max: 1, name: 'test' }))
  const said: string[] = []
  const log = { info: () => {}, warn: () => {}, error: (_: object, message: string) => said.push(message) }
  const query = `select message_id from inbox where processed_at >= $since and processed_at <= $until`
  const laws = [{ id: 'E0', what: 'nothing is left', query }]
  const holding = stack.use(holdLaws({ url: urls.products, actor: 'products', laws, log }))
  await holding.look()
  // It was too young a moment ago, and is now just old enough.
  await sql`insert into inbox (consumer, message_id, processed_at) values ('test', '1', now() - interval '5 minutes 10 seconds')`
  await holding.look()
  expect(said).toEqual(['a law is broken: nothing is left'])
})

test('a law that cannot be looked at keeps nobody from looking at the others, and stays as it was', async () => {
  await using stack = new AsyncDisposableStack()
  stack.use(await startTelemetry({ name: 'test', version: '0.0.0' }))
  const { urls } = stack.use(await cloneDatabases(inject('postgresUrl'), ['products']))
  const { sql } = stack.use(connectDb(urls.products, { max: 1, name: 'test' }))
  await sql`insert into inbox (consumer, message_id) values ('test', '1')`
  const said: string[] = []
  const log = { info: () => {}, warn: (_: object, text: string) => said.push(text), error: () => {} }
  const laws = [
    { id: 'S0', what: 'nothing is divided', query: `select 1 / (count(*) - 1) as one from inbox having count(*) <> 2` },
    { id: 'S1', what: 'nothing is noted', query: 'select message_id from inbox' },
  ]
  const holding = stack.use(holdLaws({ url: urls.products, actor: 'third', laws, log }))
  const look = async () => {
    await holding.look()
    return [...(await metricsText()).matchAll(/^tradewind_law_offenders\{law="(S\d)",actor="third".*\} (\d+)$/gm)].map(
      ([, law, count]) => `${law} ${count}`,
    )
  }
  expect(await look()).toEqual(['S0 0', 'S1 1'])
  await sql`insert into inbox (consumer, message_id) values ('test', '2'), ('test', '3')`
  expect(await look()).toEqual(['S0 1', 'S1 3'])
  await sql`delete from inbox where message_id <> '1'`
  expect(await look()).toEqual(['S0 1', 'S1 1'])
  expect(said).toEqual(Array.from({ length: 2 }, () => 'a law could not be looked after: nothing is divided'))
})

test('a transaction breaks a law when nothing has come of it for a while, and not between two statements', async () => {
  await using stack = new AsyncDisposableStack()
  const { urls } = stack.use(await cloneDatabases(inject('postgresUrl'), ['products']))
  const open = () => stack.use(connectDb(urls.products, { max: 1, name: 'test' })).sql
  const [sql, held] = [open(), open()]
  const broken = async () => (await brokenOf((statement) => sql.unsafe(statement), messageLaws)).map(({ id }) => id)
  await held.unsafe('begin')
  expect(await broken()).toEqual([])
  await expect.poll(broken, { timeout: 5_000 }).toEqual(['E14'])
  await held.unsafe('rollback')
  expect(await broken()).toEqual([])
})
