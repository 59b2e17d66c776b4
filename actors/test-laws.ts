import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import type { DatabaseName } from '#db/databases.ts'
import { brokenOf, isAlways, type Law } from './law.ts'
import { lawsOf } from './laws.ts'

/** What breaks which law of an actor's database: of those that hold at any time, unless it is said to be at rest. */
export async function brokenLaws(
  name: DatabaseName,
  db: Db,
  which: (law: Law) => boolean = isAlways,
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const broken = await brokenOf((statement) => db.execute(sql.raw(statement)), lawsOf[name].filter(which))
  return Object.fromEntries(broken.map(({ id, what, offenders }) => [`${id} ${what}`, offenders]))
}
