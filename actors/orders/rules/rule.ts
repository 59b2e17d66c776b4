import { asc, eq, gt, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Db, Tx } from '#db/client.ts'
import { store } from '#db/orders/schema.ts'
import { totalOf } from '#db/total.ts'
import { readCursor, writeCursor } from '#subjects/cursor.ts'
import { ruleInvalid } from '#subjects/pricing.ts'
import { notFound, type Problem } from '#subjects/problem.ts'
import type { Context } from '../../actor.ts'
import { refuseOtherVersion } from '../../condition.ts'
import { readInstant } from '../../instant.ts'

type Kept = { readonly version: number; readonly createdAt: Date; readonly updatedAt: Date }

/** A kind of rule that prices depend on: where it is kept, what names one, and how it is shown. */
export type Kind<Row extends Kept, Shown extends { readonly version: number }> = {
  readonly name: string
  readonly table: PgTable
  readonly key: PgColumn
  readonly keyOf: (shown: Shown) => string
  readonly show: (row: Row) => Shown
}

/** The times of a rule, as they are shown. */
export const shownTimes = ({ version, createdAt, updatedAt }: Kept) => ({
  version,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})

/** Makes a rule; prices go by it as soon as the transaction ends. */
export async function addRule<Row extends Kept, Shown extends { version: number }>(
  tx: Tx,
  { table, show }: Kind<Row, Shown>,
  row: Omit<Row, 'version' | 'createdAt' | 'updatedAt'> & { readonly at: Date },
): Promise<Shown> {
  const { at, ...values } = row
  const [made] = await tx
    .insert(table)
    .values({ ...values, createdAt: at, updatedAt: at } as never)
    .returning()
  await announceRules(tx)
  return show(made as Row)
}

/** Reads one rule. */
export async function readRule<Row extends Kept, Shown extends { version: number }>(
  db: Db,
  { table, key, show }: Kind<Row, Shown>,
  named: string,
): Promise<Shown> {
  const [row] = await db.select().from(table).where(eq(key, named))
  if (!row) throw notFound(`There is no ${named}`)
  return show(row as Row)
}

type PageInput = { readonly limit?: number; readonly cursor?: string; readonly include?: 'total' }

/** Lists rules in the order of their names; ids sort by time. */
export async function listRules<Row extends Kept, Shown extends { version: number }>(
  db: Db,
  { name, table, key, keyOf, show }: Kind<Row, Shown>,
  { limit = 20, cursor, include }: PageInput,
) {
  const after = cursor === undefined ? undefined : gt(key, readCursor(cursor, name))
  const [rows, total] = await Promise.all([
    db
      .select()
      .from(table)
      .where(after)
      .orderBy(asc(key))
      .limit(limit + 1),
    include && totalOf(db, table, undefined),
  ])
  const items = rows.slice(0, limit).map((row) => show(row as Row))
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? writeCursor(name, keyOf(last)) : null, ...total }
}

/** Changes a rule that is held meanwhile, if it is the version that was meant. `change` says what becomes of it, or refuses. */
export function changeRule<Row extends Kept, Shown extends { version: number }>(
  { transaction, envelope, now }: Context,
  { table, key, show }: Kind<Row, Shown>,
  { named, change }: { named: string; change: (row: Row) => Partial<Row> },
): Promise<Shown> {
  return transaction(async (tx) => {
    const row = await hold<Row>(tx, { table, key }, named)
    refuseOtherVersion(envelope, show(row))
    const values = { ...change(row), version: row.version + 1, updatedAt: now() }
    const [changed] = await tx
      .update(table)
      .set(values as never)
      .where(eq(key, named))
      .returning()
    await announceRules(tx)
    return show(changed as Row)
  })
}

/** Removes a rule that nothing refers to. */
export function removeRule<Row extends Kept, Shown extends { version: number }>(
  { transaction, envelope }: Context,
  { table, key, show }: Kind<Row, Shown>,
  named: string,
): Promise<null> {
  return transaction(async (tx) => {
    refuseOtherVersion(envelope, show(await hold<Row>(tx, { table, key }, named)))
    await tx.delete(table).where(eq(key, named))
    await announceRules(tx)
    return null
  })
}

async function hold<Row>(tx: Tx, { table, key }: { table: PgTable; key: PgColumn }, named: string): Promise<Row> {
  const [row] = await tx.select().from(table).where(eq(key, named)).for('update')
  if (!row) throw notFound(`There is no ${named}`)
  return row as Row
}

/** Says that prices are to be reckoned by other rules from this transaction on; last in it, for here all changes wait for each other. */
async function announceRules(tx: Tx): Promise<void> {
  await tx.update(store).set({ rulesVersion: sql`${store.rulesVersion} + 1` })
}

/** What is wrong with a rule, at the field to be mended. */
export const wrong = (pointer: string, detail: string): Problem =>
  ruleInvalid(undefined, { errors: [{ pointer, code: 'rule-invalid', detail }] })

/** When something is valid. */
type Period = { readonly startsAt: string | null | undefined; readonly endsAt: string | null | undefined }

/** The bounds that were given of a period, as they are kept. */
export const periodOf = ({ startsAt, endsAt }: Period) => ({
  ...(startsAt !== undefined && { startsAt: startsAt === null ? null : readInstant(startsAt, '/startsAt') }),
  ...(endsAt !== undefined && { endsAt: endsAt === null ? null : readInstant(endsAt, '/endsAt') }),
})

/** Refuses a period that ends before it begins. */
export function checkPeriod({ startsAt, endsAt }: { startsAt: Date | null; endsAt: Date | null }): void {
  if (startsAt && endsAt && endsAt <= startsAt) throw wrong('/endsAt', 'must be after the start')
}

const currencies = new Set(Intl.supportedValuesOf('currency'))

/** Refuses a currency that does not exist, or is another one than the rest of the rule has. */
export function checkCurrency(pointer: string, currency: string, other = currency): void {
  if (!currencies.has(currency)) throw wrong(pointer, `${currency} is no currency`)
  if (currency !== other) throw wrong(pointer, `must be ${other}, as the rest of the rule`)
}
