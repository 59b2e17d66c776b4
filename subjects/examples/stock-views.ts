import type * as subject from '../stock-views.ts'
import type { ExamplesOf } from '../subject.ts'
import { mugStock } from './inventory.ts'
import { mainLocationId, mug, opened, orderId } from './story.ts'

/** What staff see of the shelves. */
export const stockViews: ExamplesOf<typeof subject> = {
  listStocks: { input: { limit: 20, sku: 'MUG-ENAMEL-N', inStock: true }, output: { items: [mugStock], next: null } },
  listLowStocks: { input: { limit: 20 }, output: { items: [], next: null } },
  listReservations: {
    input: { sku: mug.sku, limit: 20 },
    output: {
      items: [
        { orderId, locationId: mainLocationId, quantity: 2, status: 'held', expiresAt: '2026-11-02T09:30:00.000Z' },
      ],
      next: null,
    },
  },
  forecastStock: {
    input: { sku: mug.sku },
    output: { sku: mug.sku, available: 398, soldPerDay: 2.5, daysLeft: 159.2, since: opened },
  },
}
