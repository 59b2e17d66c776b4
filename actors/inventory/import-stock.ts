import { eq, sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import { stockImportRows, stockImports } from '#db/inventory/schema.ts'
import { json } from '#db/parameters.ts'
import { totalOf } from '#db/total.ts'
import { readCursor, writeCursor } from '#subjects/cursor.ts'
import { newId } from '#subjects/id.ts'
import { notFound } from '#subjects/problem.ts'
import type * as subject from '#subjects/stock-keeping.ts'
import type { Db } from '#db/client.ts'
import type { Handler } from '../actor.ts'
import { readRows } from './read-rows.ts'

type Row = typeof stockImports.$inferSelect

/** Takes a list of counts, which is applied row by row from then on, by whichever instance comes by. */
export const importStock: Handler<typeof subject.importStock> = async ({ format, content }, context) => {
  const rows = readRows(format, content)
  const operation = await context.once(async (tx) => {
    const values = {
      id: newId('opr'),
      total: rows.length,
      actor: context.caller.id,
      cause: context.envelope.correlationId,
    }
    const [row] = await tx.insert(stockImports).values(values).returning()
    if (!row) throw new Error('The import was not written')
    await tx.execute(sql`
      insert into stock_import_rows (import_id, row, sku, location, on_hand)
      select ${row.id}, row, sku, location, "onHand"
      from jsonb_to_recordset(${json(rows)}) as listed (row int, sku text, location text, "onHand" bigint)`)
    return toOperation(row)
  })
  context.wake('apply imports')
  return operation
}

/** Says how far an import is. */
export const readOperation: Handler<typeof subject.readOperation> = async ({ operationId }, { db }) =>
  toOperation(await find(db, operationId))

/** Shows which rows were refused, in the order of the list. */
export const listRefusedRows: Handler<typeof subject.listRefusedRows> = async (input, { db }) => {
  const { operationId, limit = 20, cursor, include } = input
  await find(db, operationId)
  const refused = sql`${eq(stockImportRows.importId, operationId)} and status = 'refused'`
  const after = cursor === undefined ? 0 : Number(readCursor(cursor, 'refused rows'))
  const [rows, total] = await Promise.all([
    db
      .select()
      .from(stockImportRows)
      .where(sql`${refused} and ${stockImportRows.row} > ${after}`)
      .orderBy(stockImportRows.row)
      .limit(limit + 1),
    include && totalOf(db, stockImportRows, refused),
  ])
  const items = rows.slice(0, limit).map(({ row, sku, location, onHand, problem }) => {
    return { row, sku, location, onHand, problem: problem ?? { code: 'internal', detail: '' } }
  })
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, next: last ? writeCursor('refused rows', String(last.row)) : null, ...total }
}

async function find(db: Db, id: string): Promise<Row> {
  const [row] = await db.select().from(stockImports).where(eq(stockImports.id, id))
  if (!row) throw notFound(`There is no ${id}`)
  return row
}

function toOperation({ id, status, done, refused, total, ...row }: Row): Static<typeof subject.Operation> {
  return {
    id,
    status,
    done,
    total,
    result: { applied: done - refused, refused },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}
