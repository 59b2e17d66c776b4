import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import postgres from 'postgres'
import { expect, inject, test } from 'vitest'
import { databases, onDatabase } from './databases.ts'
import { migrateFolder } from './migrate-folder.ts'

const connect = (url: string) => postgres(url, { max: 1, onnotice: () => undefined })

/** An empty database, and a folder for its migrations. */
async function start() {
  const admin = connect(inject('postgresUrl'))
  const name = `test_${randomBytes(6).toString('hex')}_migrations`
  await admin`create database ${admin(name)}`
  const folder = await mkdtemp(join(tmpdir(), 'tradewind-migrations-'))
  await mkdir(join(folder, 'meta'))
  const opened: postgres.Sql[] = []
  const open = () => {
    const sql = connect(onDatabase(inject('postgresUrl'), name))
    opened.push(sql)
    return sql
  }
  return {
    folder,
    open,
    write: async (migrations: Readonly<Record<string, string>>) => {
      const tags = Object.keys(migrations)
      const entries = tags.map((tag, idx) => ({ idx, tag, when: idx + 1, version: '7', breakpoints: true }))
      await writeFile(join(folder, 'meta/_journal.json'), JSON.stringify({ entries }))
      for (const tag of tags) await writeFile(join(folder, `${tag}.sql`), migrations[tag] ?? '')
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(opened.map((sql) => sql.end({ timeout: 1 })))
      await admin`drop database ${admin(name)} with (force)`
      await admin.end()
      await rm(folder, { recursive: true })
    },
  }
}

const table = { '0000_table': 'create table shelf (sku text);--> statement-breakpoint\ninsert into shelf values (1)' }
const large = {
  ...table,
  '0001_index': `-- outside a transaction
create index concurrently if not exists shelf_sku on shelf (sku);--> statement-breakpoint
create index concurrently if not exists shelf_length on shelf (length(sku))`,
}

/** Before, indexes kept those who write waiting. */
const whenThisBegan = 1_796_044_567_593

const indexes = (sql: postgres.Sql) =>
  sql<{ name: string; valid: boolean }[]>`
    select indexrelid::regclass::text as name, indisvalid as valid from pg_index
    where indrelid = 'shelf'::regclass order by 1`

const noted = async (sql: postgres.Sql) => {
  const rows = await sql<{ at: string }[]>`select created_at as at from drizzle.__drizzle_migrations order by id`
  return rows.map(({ at }) => Number(at))
}

test('an index is built beside those who write, and what is left of one that was cut off is built anew', async () => {
  await using world = await start()
  const [look, writer, slow, migrator, next] = [world.open(), world.open(), world.open(), world.open(), world.open()]
  await world.write(table)
  await migrateFolder(look, world.folder)
  await world.write(large)

  // Whoever has written and is not done yet is waited for, so the building lasts for as long.
  const { promise: done, resolve: end } = Promise.withResolvers<void>()
  const writing = Promise.withResolvers<void>()
  const unfinished = slow.begin(async (tx) => {
    await tx`insert into shelf values (2)`
    writing.resolve()
    await done
  })
  await writing.promise
  const [{ pid }] = await migrator<[{ pid: number }]>`select pg_backend_pid() as pid`
  const building = expect(migrateFolder(migrator, world.folder)).rejects.toThrow()
  await expect.poll(() => indexes(look)).toEqual([{ name: 'shelf_sku', valid: false }])
  await writer`set lock_timeout = '1s'`
  await writer`insert into shelf values (3)`

  await look`select pg_terminate_backend(${pid})`
  await building
  expect(await indexes(look)).toEqual([{ name: 'shelf_sku', valid: false }])
  end()
  await unfinished
  await migrateFolder(next, world.folder)
  expect(await indexes(look)).toEqual([
    { name: 'shelf_length', valid: true },
    { name: 'shelf_sku', valid: true },
  ])
  expect(await noted(look)).toEqual([1, 2])
  await migrateFolder(next, world.folder)
  expect(await noted(look)).toEqual([1, 2])
})

test('a migration that fails leaves nothing, and those before it stand', async () => {
  const broken = { ...large, '0002_broken': 'create table half (id int);--> statement-breakpoint\nselect 1 / 0' }
  await using world = await start()
  await world.write(broken)
  const sql = world.open()
  await expect(migrateFolder(sql, world.folder)).rejects.toThrow('division by zero')
  expect(await noted(sql)).toEqual([1, 2])
  expect(await sql`select to_regclass('half') as half`).toEqual([{ half: null }])
})

test('a migration that has to wait for whoever reads keeps nobody else waiting for long', async () => {
  await using world = await start()
  const [reader, writer, migrator] = [world.open(), world.open(), world.open()]
  await world.write(table)
  await migrateFolder(migrator, world.folder)
  await world.write({ ...table, '0001_column': 'alter table shelf add column more int' })

  const { promise: done, resolve: end } = Promise.withResolvers<void>()
  const reading = Promise.withResolvers<void>()
  const backup = reader.begin(async (tx) => {
    await tx`select from shelf`
    reading.resolve()
    await done
  })
  await reading.promise
  const migrating = migrateFolder(migrator, world.folder)
  await expect
    .poll(async () => (await writer`select from pg_locks where relation = 'shelf'::regclass and not granted`).count)
    .toBe(1)
  await writer`set lock_timeout = '2s'`
  await writer`insert into shelf values (2)`
  expect(await noted(writer)).toEqual([1])
  end()
  await Promise.all([backup, migrating])
  expect(await noted(writer)).toEqual([1, 2])
})

test('of a table that was there before an index is built beside those who write, and no constraint is held against its rows', () => {
  const folders = databases.map((name) => fileURLToPath(new URL(`./${name}/migrations`, import.meta.url)))
  const all = folders.flatMap((migrationsFolder) => readMigrationFiles({ migrationsFolder }))
  const waiting = all
    .filter(({ folderMillis }) => folderMillis > whenThisBegan)
    .flatMap(({ sql }) => {
      const isNew = (statement: string) => {
        const [, name = ''] = /\b(?:ON|ALTER TABLE) "(\w+)"/.exec(statement) ?? []
        return sql.some((other) => other.includes(`CREATE TABLE "${name}"`))
      }
      const keepsWaiting = (statement: string) =>
        /CREATE (UNIQUE )?INDEX (?!CONCURRENTLY)/.test(statement) ||
        (/ADD CONSTRAINT .*(CHECK|FOREIGN KEY)/.test(statement) && !statement.includes('NOT VALID'))
      return sql.filter((each) => keepsWaiting(each) && !isNew(each))
    })
  expect(waiting).toEqual([])
})
