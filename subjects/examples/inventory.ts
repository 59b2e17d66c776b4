import type * as subject from '../inventory.ts'
import type { ExamplesOf } from '../subject.ts'
import { cancellationId, confirmed, mug, opened, orderId } from './story.ts'

const held = { orderId, lines: [{ sku: mug.sku, quantity: 2 }] }
const stock = { sku: mug.sku, onHand: 400, reserved: 2, available: 398, version: 2, updatedAt: confirmed }

/** Ada's mugs leave the shelf, and staff count what is left. */
export const inventory: ExamplesOf<typeof subject> = {
  reserveStock: { input: { ...held, holdSeconds: 900 }, output: { expiresAt: '2026-11-02T09:30:00.000Z' } },
  secureStock: { input: { orderId }, output: null },
  releaseStock: { input: { orderId }, output: null },
  commitStock: { input: { orderId }, output: null },
  readStock: { input: { sku: mug.sku }, output: stock },
  restockStock: {
    input: { reference: cancellationId, reason: 'cancellation', lines: [{ sku: mug.sku, quantity: 2 }] },
    output: null,
  },
  adjustStock: {
    input: { sku: mug.sku, delta: -1, note: 'Fell off the shelf' },
    output: { ...stock, onHand: 399, available: 397, version: 3 },
  },
  listMovements: {
    input: { sku: mug.sku, limit: 20 },
    output: {
      items: [
        { id: '512', delta: -1, reason: 'adjustment', note: 'Fell off the shelf', reference: null, at: confirmed },
        { id: '1', delta: 400, reason: 'initial', note: null, reference: null, at: opened },
      ],
    },
  },
  inventoryUpdated: { sku: mug.sku, available: 398 },
}
