import { asc, eq, inArray } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db, Tx } from '#db/client.ts'
import { shipmentLines, shipments } from '#db/orders/schema.ts'
import type * as subject from '#subjects/fulfilment.ts'
import type { Handler } from '../../actor.ts'
import { visibleOrder } from '../read-order.ts'
import type { Piece } from './lines.ts'

type Row = typeof shipments.$inferSelect

/** A parcel as callers see it. */
export function toShipment(row: Row, lines: readonly Piece[]): Static<typeof subject.Shipment> {
  const { id, orderId, status, carrier, trackingNumber, trackingUrl, version, shippedAt, deliveredAt } = row
  return {
    id,
    orderId,
    status,
    lines: lines.map(({ sku, quantity }) => ({ sku, quantity })),
    carrier,
    ...(trackingNumber !== null && { trackingNumber }),
    ...(trackingUrl !== null && { trackingUrl }),
    version,
    shippedAt: shippedAt.toISOString(),
    ...(deliveredAt && { deliveredAt: deliveredAt.toISOString() }),
  }
}

/** Parcels with what is in them. */
export async function withLines(db: Db | Tx, rows: readonly Row[]): Promise<Static<typeof subject.Shipment>[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const lines = await db.select().from(shipmentLines).where(inArray(shipmentLines.shipmentId, ids))
  const byShipment = Map.groupBy(lines, ({ shipmentId }) => shipmentId)
  return rows.map((row) => toShipment(row, byShipment.get(row.id) ?? []))
}

/** The parcels of an order; ids sort by time. */
export const listShipments: Handler<typeof subject.listShipments> = async ({ orderId }, { db, caller }) => {
  await visibleOrder(db, orderId, caller)
  const rows = await db.select().from(shipments).where(eq(shipments.orderId, orderId)).orderBy(asc(shipments.id))
  return { items: await withLines(db, rows) }
}
