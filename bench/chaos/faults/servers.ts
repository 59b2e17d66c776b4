import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { connectDb, type Sql } from '#db/client.ts'
import { databases } from '#db/databases.ts'
import { type Fault, momentary } from '../fault.ts'
import type { Stage } from '../stage.ts'

const restarted = (id: string, server: 'nats' | 'redis' | 'postgres', signal: NodeJS.Signals = 'SIGKILL'): Fault => ({
  id,
  what: `${server} ended by ${signal}, and started again`,
  strikes: server,
  longestS: 5,
  begin: async (stage) => {
    const process = stage.process(server)
    await process.kill(signal)
    return () => process.start()
  },
})

const wiped: Fault = {
  id: 'F16',
  what: 'nats killed, and its disk lost',
  strikes: 'nats',
  longestS: 5,
  begin: async (stage) => {
    const process = stage.process('nats')
    await process.kill()
    await rm(join(stage.dataDir, 'nats'), { recursive: true, force: true })
    return () => process.start()
  },
}

const emptied: Fault = {
  id: 'F39',
  what: 'redis emptied',
  strikes: 'redis',
  longestS: 0,
  begin: async (stage) => {
    // What it keeps is in memory only, so a new one is an empty one.
    const process = stage.process('redis')
    await process.kill()
    await rm(join(stage.dataDir, 'redis'), { recursive: true, force: true })
    await process.start()
    return momentary
  },
}

const terminated: Fault = {
  id: 'F29',
  what: 'backends of postgres ended, in the middle of whatever they did',
  strikes: 'postgres',
  longestS: 0,
  begin: async (stage) => {
    await asSuperuser(
      stage,
      (sql) => sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname like '%\\_db' and application_name <> 'bench' and random() < 0.5`,
    )
    return momentary
  },
}

const crowded: Fault = {
  id: 'F31',
  what: 'an actor may have no more than two connections to its database',
  strikes: 'postgres',
  longestS: 6,
  begin: async (stage, random) => {
    const name = random.one(databases)
    const limit = (most: number) =>
      asSuperuser(stage, async (sql) => {
        await sql.unsafe(`alter role ${name} connection limit ${most}`)
        if (most > 0)
          await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${`${name}_db`} and usename = ${name}`
      })
    await limit(2)
    return () => limit(-1)
  },
}

const locked: Fault = {
  id: 'F34',
  what: 'a table locked by somebody',
  strikes: 'postgres',
  longestS: 3,
  begin: async (stage, random) => {
    const [database, table] = random.one([
      ['orders', 'orders'],
      ['orders', 'sagas'],
      ['payments', 'payments'],
      ['inventory', 'stocks'],
      ['inventory', 'outbox'],
    ] as const)
    const { sql, ...connection } = connectDb(urlOf(stage, `${database}_db`), { max: 1, name: 'bench' })
    await sql.unsafe(`begin; lock table ${table} in access exclusive mode`).catch(() => {})
    return async () => {
      await sql.unsafe('commit').catch(() => {})
      await connection[Symbol.asyncDispose]()
    }
  },
}

function urlOf({ system }: Stage, database: string): string {
  const url = new URL(system.postgres ?? '')
  url.pathname = `/${database}`
  return url.href
}

async function asSuperuser(stage: Stage, work: (sql: Sql) => Promise<unknown>): Promise<void> {
  const { sql, ...connection } = connectDb(urlOf(stage, 'postgres'), { max: 1, name: 'bench' })
  await work(sql)
  await connection[Symbol.asyncDispose]()
}

export const serverFaults: readonly Fault[] = [
  restarted('F14', 'nats', 'SIGTERM'),
  restarted('F15', 'nats'),
  wiped,
  restarted('F28', 'postgres', 'SIGQUIT'),
  restarted('F28', 'postgres', 'SIGINT'),
  terminated,
  crowded,
  locked,
  restarted('F38', 'redis'),
  emptied,
]
