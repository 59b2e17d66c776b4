import { sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import { store } from '#db/orders/schema.ts'
import type * as subject from '#subjects/store.ts'
import type { Handler } from '../../actor.ts'
import { refuseOtherVersion } from '../../condition.ts'

/** Shows how the store reckons. */
export const readStore: Handler<typeof subject.readStore> = async (_input, { db }) => {
  const [row] = await db.select().from(store)
  return show(row)
}

/** Changes how the store reckons, from the next price on. */
export const updateStore: Handler<typeof subject.updateStore> = (input, { transaction, envelope, now }) =>
  transaction(async (tx) => {
    const [held] = await tx.select().from(store).for('update')
    refuseOtherVersion(envelope, show(held))
    const upped = { version: sql`${store.version} + 1`, rulesVersion: sql`${store.rulesVersion} + 1` }
    const [row] = await tx
      .update(store)
      .set({ ...input, ...upped, updatedAt: now() })
      .returning()
    return show(row)
  })

function show(row: typeof store.$inferSelect | undefined): Static<typeof subject.Store> {
  if (!row) throw new Error('The store has no row')
  const { pricesIncludeTax, country, region, orderPrefix, captureOn, version, updatedAt } = row
  const seller = row.seller as Static<typeof subject.Store>['seller']
  const rules = { pricesIncludeTax, country, region, orderPrefix, captureOn, seller }
  return { ...rules, version, updatedAt: updatedAt.toISOString() }
}
