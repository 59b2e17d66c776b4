import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { type DatabaseName, databases, onDatabase } from './databases.ts'
import { migrateAll } from './migrate-all.ts'

const template = (name: DatabaseName) => `template_${name}`
const urlOf = (adminUrl: string, name: DatabaseName, database: string) => {
  const url = new URL(onDatabase(adminUrl, database))
  ;[url.username, url.password] = [`${name}_test`, 'test']
  return url.href
}

/** Migrates one database per actor for tests to copy, which takes milliseconds where migrating takes seconds. */
export async function prepareTemplates(adminUrl: string): Promise<void> {
  const urls = Object.fromEntries(databases.map((name) => [name, urlOf(adminUrl, name, template(name))]))
  await migrateAll({ adminUrl, urls: urls as Record<DatabaseName, string> })
}

/** Fresh copies of the named actors' databases, dropped when disposed. */
export async function cloneDatabases<N extends DatabaseName>(
  adminUrl: string,
  names: readonly N[],
): Promise<AsyncDisposable & { readonly urls: Readonly<Record<N, string>> }> {
  const sql = postgres(adminUrl, { max: names.length, onnotice: () => undefined })
  const suffix = randomBytes(6).toString('hex')
  const copies = names.map((name) => ({ name, database: `test_${suffix}_${name}` }))
  await Promise.all(copies.map(({ name, database }) => cloneOne(sql, name, database)))
  return {
    urls: Object.fromEntries(copies.map(({ name, database }) => [name, urlOf(adminUrl, name, database)])) as Record<
      N,
      string
    >,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(copies.map(({ database }) => sql`drop database ${sql(database)} with (force)`))
      await sql.end()
    },
  }
}

async function cloneOne(sql: postgres.Sql, name: DatabaseName, database: string): Promise<void> {
  await sql`create database ${sql(database)} template ${sql(template(name))}`
  await sql`grant connect on database ${sql(database)} to ${sql(`${name}_test`)}`
}
