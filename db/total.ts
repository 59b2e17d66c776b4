import { count, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { mostCounted } from '#subjects/common.ts'
import type { Db } from './client.ts'

/** What an answer says about the length of its list when it was asked: nothing, if it was not. */
export type Total = { readonly total?: number; readonly relation?: 'eq' | 'gte' }

/** Counts the rows of a list, up to the number at which counting stops; the limit is inside, so that Postgres stops there too. */
export async function totalOf(db: Db, table: PgTable, where: SQL | undefined): Promise<Total> {
  const rows = db
    .select({ one: sql`1`.as('one') })
    .from(table)
    .where(where)
    .limit(mostCounted + 1)
    .as('rows')
  const [{ found } = { found: 0 }] = await db.select({ found: count() }).from(rows)
  return found > mostCounted ? { total: mostCounted, relation: 'gte' } : { total: found, relation: 'eq' }
}
