import { isDeepStrictEqual } from 'node:util'
import { asc, gt, gte, inArray } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db, Tx } from '#db/client.ts'
import { orderEvents, orderItems, orders } from '#db/orders/schema.ts'
import { earliestId } from '#subjects/id.ts'
import type * as subject from '#subjects/oversight.ts'
import type { Handler } from '../../actor.ts'
import { readInstant } from '../../instant.ts'
import { type Entry, fold } from '../fold.ts'
import { type OrderLine, type OrderRow, toLine } from '../order.ts'

type Difference = Static<typeof subject.Difference>

const batchSize = 500

/** Compares a batch of orders with what their histories make of them. */
export const verifyFold: Handler<typeof subject.verifyFold> = async ({ since, after }, { db }) => {
  const from = since === undefined ? undefined : gte(orders.id, earliestId('ord', readInstant(since, '/since')))
  const found = await readBatch(db, after === undefined ? from : gt(orders.id, after))
  const differences = found.flatMap(differencesOf)
  return { checked: found.length, differences, next: found.length < batchSize ? null : (found.at(-1)?.row.id ?? null) }
}

type Whole = { readonly row: OrderRow; readonly lines: readonly OrderLine[]; readonly entries: readonly Entry[] }

/** One snapshot of the rows and of their histories, however they change meanwhile. */
function readBatch(db: Db, where: ReturnType<typeof gt> | undefined): Promise<Whole[]> {
  const read = async (tx: Tx): Promise<Whole[]> => {
    const rows = await tx.select().from(orders).where(where).orderBy(asc(orders.id)).limit(batchSize)
    const ids = rows.map(({ id }) => id)
    if (ids.length === 0) return []
    const [items, events] = await Promise.all([
      tx
        .select()
        .from(orderItems)
        .where(inArray(orderItems.orderId, ids))
        .orderBy(asc(orderItems.orderId), asc(orderItems.position)),
      tx
        .select()
        .from(orderEvents)
        .where(inArray(orderEvents.orderId, ids))
        .orderBy(asc(orderEvents.orderId), asc(orderEvents.seq)),
    ])
    const [itemsOf, eventsOf] = [
      Map.groupBy(items, ({ orderId }) => orderId),
      Map.groupBy(events, ({ orderId }) => orderId),
    ]
    return rows.map((row) => ({
      row,
      lines: (itemsOf.get(row.id) ?? []).map((item) => toLine(item, row.currency)),
      entries: eventsOf.get(row.id) ?? [],
    }))
  }
  return db.transaction(read, { isolationLevel: 'repeatable read', accessMode: 'read only' })
}

/** What nobody but the customer and staff of theirs is shown, not even while looking for a mistake. */
const personal = ['email', 'shippingAddress', 'billingAddress', 'remark', 'clientSecret']

function differencesOf({ row, lines, entries }: Whole): Difference[] {
  const gapFree = entries.every(({ seq }, index) => seq === index + 1)
  const folded = fold(entries)
  if (!folded || !gapFree) {
    const seqs = JSON.stringify(entries.map(({ seq }) => seq))
    return [{ orderId: row.id, field: 'history', row: `version ${row.version}`, history: seqs.slice(0, 200) }]
  }
  // It is no part of what happened, only of what was told.
  const { toldPendingAt: _row, ...standing } = { ...row, lines } as Record<string, unknown>
  const { toldPendingAt: _history, ...made } = { ...folded.row, lines: folded.lines } as Record<string, unknown>
  const fields = [...new Set([...Object.keys(standing), ...Object.keys(made)])]
  return fields
    .filter((field) => !isDeepStrictEqual(standing[field] ?? null, made[field] ?? null))
    .map((field) => ({ orderId: row.id, field, row: shown(field, standing), history: shown(field, made) }))
}

const shown = (field: string, of: Readonly<Record<string, unknown>>) =>
  personal.includes(field) ? '' : JSON.stringify(of[field] ?? null).slice(0, 200)
