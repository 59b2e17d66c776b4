import type { Static } from 'typebox'
import type { Db, Tx } from '#db/client.ts'
import { stockRules } from '#db/inventory/schema.ts'
import type * as subject from '#subjects/locations.ts'
import type { Handler } from '../actor.ts'
import { refuseOtherVersion } from '../condition.ts'

type Row = typeof stockRules.$inferSelect

/** Says how the store handles its stock. */
export const readStockRules: Handler<typeof subject.readStockRules> = async (_, { db }) => toRules(await theRow(db))

/** Changes how the store handles its stock; orders that have theirs keep it from where it was promised. */
export const updateStockRules: Handler<typeof subject.updateStockRules> = (input, { transaction, envelope, now }) =>
  transaction(async (tx) => {
    const row = await theRow(tx, 'update')
    refuseOtherVersion(envelope, toRules(row))
    const values = { ...input, version: row.version + 1, updatedAt: now() }
    const [changed = row] = await tx.update(stockRules).set(values).returning()
    return toRules(changed)
  })

async function theRow(db: Db | Tx, lock?: 'update'): Promise<Row> {
  const rows = db.select().from(stockRules)
  const [row] = await (lock ? rows.for(lock) : rows)
  if (!row) throw new Error('The rules of the stock are gone')
  return row
}

const toRules = ({ allocation, lowStockMailTo, version, updatedAt }: Row): Static<typeof subject.StockRules> => ({
  allocation,
  lowStockMailTo,
  version,
  updatedAt: updatedAt.toISOString(),
})
