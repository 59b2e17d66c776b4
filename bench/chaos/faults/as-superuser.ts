import { connectDb, type Sql } from '#db/client.ts'
import type { Stage } from '../stage.ts'

/** A connection of the superuser, straight, whatever is wrong with the network. */
export function openSuperuser({ system }: Stage, database = 'postgres'): AsyncDisposable & { readonly sql: Sql } {
  const url = new URL(system.postgres ?? '')
  url.pathname = `/${database}`
  return connectDb(url.href, { max: 1, name: 'bench' })
}

/** Does one thing to Postgres, or to one of its databases, as its superuser. */
export async function asSuperuser<T>(stage: Stage, work: (sql: Sql) => PromiseLike<T>, database?: string): Promise<T> {
  await using connection = openSuperuser(stage, database)
  return await work(connection.sql)
}

/** Ends what is connected to a database, as its operator might, except ourselves. */
export const endBackends = (sql: Sql, database: string) => sql`
  select pg_terminate_backend(pid) from pg_stat_activity where datname = ${database} and application_name <> 'bench'`
