import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { type DatabaseName, databases, onDatabase } from './databases.ts'
import { migrateFolder } from './migrate-folder.ts'

export type MigrateOptions = {
  /** A role that may create roles and databases; it owns the tables, the actors' roles do not. */
  readonly adminUrl: string
  readonly urls: Readonly<Record<DatabaseName, string>>
}

/** Brings roles, databases and tables up to date. Several processes may do this at once: they take turns. */
export async function migrateAll({ adminUrl, urls }: MigrateOptions): Promise<void> {
  await using admin = connect(adminUrl)
  // Who waits inside a statement would be waited for by whoever builds an index in the same database.
  while (!(await tryLock(admin.sql))) await sleep(200)
  for (const name of databases) await migrateDatabase(admin.sql, adminUrl, { name, url: urls[name] })
}

async function tryLock(admin: postgres.Sql): Promise<boolean> {
  const [row] = await admin<[{ mine: boolean }]>`
    select pg_try_advisory_lock(hashtext('tradewind migrations')) as mine`
  return row.mine
}

async function migrateDatabase(
  admin: postgres.Sql,
  adminUrl: string,
  { name, url }: { name: DatabaseName; url: string },
): Promise<void> {
  const { username: role, password, pathname } = new URL(url)
  const database = pathname.slice(1)
  await ensureRole(admin, role, decodeURIComponent(password))
  await ensureDatabase(admin, database, role)
  await using own = connect(onDatabase(adminUrl, database))
  await migrateFolder(own.sql, fileURLToPath(new URL(`./${name}/migrations`, import.meta.url)))
  await grantData(own.sql, role)
}

async function ensureRole(admin: postgres.Sql, role: string, password: string): Promise<void> {
  const [known] = await admin`select from pg_roles where rolname = ${role}`
  const template = known ? 'alter role %I with login password %L' : 'create role %I with login password %L'
  const [statement] = await admin<
    [{ text: string }]
  >`select format(${template}, ${role}::text, ${password}::text) as text`
  await admin.unsafe(statement.text)
}

async function ensureDatabase(admin: postgres.Sql, database: string, role: string): Promise<void> {
  const [known] = await admin`select from pg_database where datname = ${database}`
  if (!known) await admin`create database ${admin(database)}`
  await admin`revoke connect, temporary on database ${admin(database)} from public`
  await admin`grant connect on database ${admin(database)} to ${admin(role)}`
  // Rows are looked up by their keys, and lie in memory or on a disk without arms. As Postgres comes, it takes that to be dear,
  // and reads a table of some thousand rows from end to end instead.
  await admin`alter database ${admin(database)} set random_page_cost = 1.1`
}

/**
 * An actor reads and writes rows of its own database, and nothing else: it can neither change nor drop a table. Of one whose
 * comment is `append-only` it cannot even change a row.
 */
async function grantData(own: postgres.Sql, role: string): Promise<void> {
  await own`grant usage on schema public to ${own(role)}`
  await own`grant select, insert, update, delete on all tables in schema public to ${own(role)}`
  await own`grant usage, select on all sequences in schema public to ${own(role)}`
  const kept = await own<{ name: string }[]>`
    select relname as name from pg_class where obj_description(oid, 'pg_class') = 'append-only'`
  for (const { name } of kept) await own`revoke update, delete on ${own(name)} from ${own(role)}`
}

function connect(url: string): AsyncDisposable & { readonly sql: postgres.Sql } {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  return { sql, [Symbol.asyncDispose]: () => sql.end({ timeout: 5 }) }
}
