import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { notifications, preferences } from '#db/notifications/schema.ts'
import { anyOf, json } from '#db/parameters.ts'
import type { Context } from '../actor.ts'
import { templates } from './templates.ts'

/** Of these people, those who may be written to about more than their orders. From then on each has a token to end that with. */
export async function mayBeAdvertisedTo(tx: Tx, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  const ids = [...new Set(userIds)].toSorted()
  await tx.execute(sql`
    insert into ${preferences} (user_id) select jsonb_array_elements_text(${json(ids)}) on conflict do nothing`)
  const rows = await tx.execute<{ userId: string }>(sql`
    select user_id as "userId" from ${preferences}
    where marketing and user_id in ${anyOf(ids)}`)
  return new Set(rows.map(({ userId }) => userId))
}

const marketing = templates.filter((template) => template.marketing).map(({ name }) => name)

/** Somebody's wish from now on: whoever wants no more of it does not get what is on its way to being sent either. */
export async function setMarketing(
  { transaction, now }: Pick<Context, 'transaction' | 'now'>,
  whose: ReturnType<typeof sql>,
  isWanted: boolean,
): Promise<void> {
  await transaction(async (tx) => {
    const changed = await tx.execute<{ userId: string }>(sql`
      update ${preferences} set marketing = ${isWanted}, updated_at = ${now().toISOString()}::timestamptz
      where ${whose} returning user_id as "userId"`)
    const [reader] = changed
    if (!reader || isWanted) return
    await tx.execute(sql`
      delete from ${notifications} where user_id = ${reader.userId} and status = 'queued'
        and template in ${anyOf(marketing)}`)
  })
}
