import { expect, inject, test } from 'vitest'
import { connectDb, type Sql } from '#db/client.ts'
import { type DatabaseName, databases as names } from '#db/databases.ts'
import { cloneDatabases } from '#db/test-databases.ts'
import { userRegistered } from '#subjects/users.ts'
import { lookAtDelivery } from './delivered.ts'

test('an event that an actor should have heard and did not is lost, one that took effect is not', async () => {
  await using stack = new AsyncDisposableStack()
  const { urls } = stack.use(await cloneDatabases(inject('postgresUrl'), names))
  const open = (name: DatabaseName) => stack.use(connectDb(urls[name], { max: 1, name: 'bench' })).sql
  const opened = Object.fromEntries(names.map((name) => [name, open(name)])) as Record<DatabaseName, Sql>
  const databases = { ...opened, [Symbol.asyncDispose]: async () => {} }
  await databases.users`
    insert into outbox (id, subject, stream, aggregate_id, aggregate_version, headers, body)
    values ('evt_1', ${userRegistered.name}, 'users', 'usr_1', 1, '{}', '{"userId":"usr_1"}')`

  const before = await lookAtDelivery(databases)
  expect(before).toMatchObject({ written: 1, effects: 0 })
  expect(before.lost.length).toBeGreaterThan(0)

  for (const told of before.lost) {
    const [, actor = ''] = /never heard by (\w+)$/.exec(told) ?? []
    expect(told).toBe(`user.registered evt_1 was never heard by ${actor}`)
    await databases[actor as DatabaseName]`
      insert into inbox (consumer, message_id) values (${`${actor}_user-registered`}, 'evt_1')`
  }
  expect(await lookAtDelivery(databases)).toEqual({ written: 1, effects: before.lost.length, lost: [] })
})
