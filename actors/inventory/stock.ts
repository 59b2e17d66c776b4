import type { Static } from 'typebox'
import type { stocks } from '#db/inventory/schema.ts'
import type { Stock } from '#subjects/inventory.ts'

/** A stock as callers see it. */
export function toStock({
  sku,
  onHand,
  reserved,
  revision,
  updatedAt,
}: typeof stocks.$inferSelect): Static<typeof Stock> {
  return { sku, onHand, reserved, available: onHand - reserved, version: revision, updatedAt: updatedAt.toISOString() }
}
