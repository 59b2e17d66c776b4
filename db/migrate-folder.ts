import { setTimeout as sleep } from 'node:timers/promises'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import postgres from 'postgres'

/** The first line of a migration whose statements take long on a large table, and can do so beside everybody's work. */
const outside = '-- outside a transaction'

type Migration = ReturnType<typeof readMigrationFiles>[number]

/**
 * Takes a database through the migrations of a folder that it has not seen, and notes each where drizzle's own migrator does.
 * Each is one transaction, but for those that say otherwise: their statements stand for themselves, and do nothing if they are
 * done already, since whoever dies between two of them is followed by somebody who begins with the first.
 */
export async function migrateFolder(sql: postgres.Sql, folder: string): Promise<void> {
  await sql`create schema if not exists drizzle`
  await sql`
    create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`
  const [last] = await sql<{ at: string | null }[]>`select max(created_at) as at from drizzle.__drizzle_migrations`
  const done = Number(last?.at ?? 0)
  for (const migration of readMigrationFiles({ migrationsFolder: folder })) {
    if (migration.folderMillis <= done) continue
    if (migration.sql[0]?.startsWith(outside)) await dropHalfBuilt(sql, migration).then(() => perform(sql, migration))
    else while (!(await performAtOnce(sql, migration))) await sleep(pauseMs)
  }
}

/**
 * Whether it could. Who waits for a table that somebody reads for long, as a backup does, has all wait behind them who come
 * after: so it is a short wait, less than what an actor puts up with, and a pause in which they go on.
 */
async function performAtOnce(sql: postgres.Sql, migration: Migration): Promise<boolean> {
  try {
    await sql.begin(async (tx) => {
      await tx`select set_config('lock_timeout', ${`${patienceMs}ms`}, true)`
      await perform(tx, migration)
    })
    return true
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.code === lockNotAvailable) return false
    throw error
  }
}

const patienceMs = 500
const pauseMs = 2_000
const lockNotAvailable = '55P03'

async function perform(sql: postgres.ISql, { sql: statements, hash, folderMillis }: Migration): Promise<void> {
  for (const statement of statements) await sql.unsafe(statement)
  await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`
}

/** An index whose building was cut off is there, is of no use to anybody, and would be taken for built. */
async function dropHalfBuilt(sql: postgres.Sql, { sql: statements }: Migration): Promise<void> {
  const found = await sql<{ name: string }[]>`
    select relname as name from pg_index join pg_class on pg_class.oid = indexrelid
    where not indisvalid and position(relname::text in ${statements.join()}) > 0`
  for (const { name } of found) await sql`drop index concurrently if exists ${sql(name)}`
}
