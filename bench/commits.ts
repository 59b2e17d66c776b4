import { databases } from '#db/databases.ts'
import type { Databases } from './databases.ts'

/** After this long without work, a Postgres connection has reported all its transactions (PGSTAT_IDLE_INTERVAL is 10 s). */
export const reportDelayMs = 10_500

/** Transactions that all six databases have committed so far, reading ones included, as far as their connections have reported. */
export async function readCommits({ orders: sql }: Databases): Promise<number> {
  const names = databases.map((name) => `${name}_db`)
  const [row] = await sql`
    select sum(xact_commit)::bigint as commits from pg_stat_database where datname = any(${names}::text[])`
  return Number(row?.['commits'] ?? 0)
}
