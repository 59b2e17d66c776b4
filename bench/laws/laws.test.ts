import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, inject, test } from 'vitest'
import { connectDb } from '#db/client.ts'
import { databases as names } from '#db/databases.ts'
import { cloneDatabases } from '#db/test-databases.ts'
import type { Databases } from '../databases.ts'
import { offendersAtRest, offendersOf } from './laws.ts'

test('an empty shop breaks no law, and whatever is wrong breaks the one that it is about', async () => {
  await using stack = new AsyncDisposableStack()
  const { urls } = stack.use(await cloneDatabases(inject('postgresUrl'), names))
  const opened = names.map((name) => [name, stack.use(connectDb(urls[name], { max: 1, name: 'test' }))] as const)
  const databases = Object.fromEntries(opened.map(([name, { sql }]) => [name, sql])) as unknown as Databases
  const { orders, users } = Object.fromEntries(opened)

  expect(await offendersOf(databases)).toEqual([])

  await users?.db.execute(sql`
    insert into outbox (id, subject, stream, aggregate_id, aggregate_version, headers, body)
    values ('evt_1', 'user.registered', 'users', 'usr_1', 1, '{}', '{}')`)
  await orders?.db.execute(sql`
    insert into sagas (id, name, state, step, data, envelope)
    values ('ord_1', 'checkout', 'needs_attention', 'reserve stock', '{}', '{}')`)
  const found = await offendersOf(databases)
  expect(found).toHaveLength(2)
  expect(found.join()).toMatch(/E1 of users: "every event leaves".*E3 of orders: "no saga needs a person"/)

  const { signal } = new AbortController()
  const atRest = offendersAtRest(databases, { signal })
  await sleep(300)
  await users?.db.execute(sql`delete from outbox`)
  await orders?.db.execute(sql`delete from sagas`)
  expect(await atRest).toEqual([])
})
