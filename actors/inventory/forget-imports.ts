import { sql } from 'drizzle-orm'
import type { Context } from '../actor.ts'

/** For as long as the command may be repeated that brought a list, it can be seen what became of it. */
const keptDays = 30
const mostAtOnce = 10

/** Forgets lists that were worked off long ago. What they changed stands in the movements. */
export async function forgetImports({ db, stopping }: Pick<Context, 'db' | 'stopping'>): Promise<void> {
  for (let forgotten = mostAtOnce; forgotten === mostAtOnce && !stopping.aborted; ) {
    const { count } = await db.execute(sql`
      delete from stock_imports where id in (
        select id from stock_imports
        where status <> 'running' and updated_at < clock_timestamp() - make_interval(days => ${keptDays})
        order by id limit ${mostAtOnce} for update skip locked)`)
    forgotten = count
  }
}
