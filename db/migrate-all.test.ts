import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { expect, inject, test } from 'vitest'
import { type DatabaseName, databases, onDatabase } from './databases.ts'
import { migrateAll } from './migrate-all.ts'

test('several migrate at once, also if the admin is connected to a database that is migrated', async () => {
  await using stack = new AsyncDisposableStack()
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => undefined })
  stack.defer(() => admin.end())
  const suffix = randomBytes(6).toString('hex')
  const nameOf = (name: DatabaseName) => `test_${suffix}_${name}`
  const urlOf = (name: DatabaseName) => {
    const url = new URL(onDatabase(inject('postgresUrl'), nameOf(name)))
    ;[url.username, url.password] = [nameOf(name), 'test']
    return [name, url.href] as const
  }
  const urls = Object.fromEntries(databases.map(urlOf)) as Record<DatabaseName, string>
  stack.defer(async () => {
    for (const name of databases) {
      await admin`drop database if exists ${admin(nameOf(name))} with (force)`
      await admin`drop role if exists ${admin(nameOf(name))}`
    }
  })
  await admin`create database ${admin(nameOf('inventory'))}`
  const adminUrl = onDatabase(inject('postgresUrl'), nameOf('inventory'))
  await Promise.all([1, 2, 3].map(() => migrateAll({ adminUrl, urls })))

  const sql = postgres(adminUrl, { max: 1 })
  stack.defer(() => sql.end())
  expect(await sql`select indexrelid from pg_index where not indisvalid`).toHaveLength(0)
  expect(await sql`select created_at from drizzle.__drizzle_migrations group by 1 having count(*) > 1`).toHaveLength(0)
})
