import type * as subject from '../inventory.ts'
import type { ExamplesOf } from '../subject.ts'
import { cancellationId, confirmed, mainLocationId, mug, opened, orderId, sextant } from './story.ts'

const held = { orderId, lines: [{ sku: mug.sku, quantity: 2 }] }

const shelf = { locationId: mainLocationId, owed: 0, policy: { kind: 'deny' as const }, threshold: null, low: false }

/** So many mugs, all at one place. */
const mugs = (onHand: number, reserved: number, version: number) => {
  const counted = { onHand, reserved, available: onHand - reserved }
  return {
    sku: mug.sku,
    ...counted,
    owed: 0,
    shelves: [{ ...shelf, ...counted }],
    version,
    updatedAt: confirmed,
  }
}

export const mugStock = mugs(400, 2, 2)

const { shelves: mugShelves } = mugStock
const moved = { locationId: mainLocationId, reference: null }

/** Ada's mugs leave the shelf, and staff count what is left. */
export const inventory: ExamplesOf<typeof subject> = {
  reserveStock: {
    input: { ...held, holdSeconds: 900, shipTo: { country: 'GB' } },
    output: { expiresAt: '2026-11-02T09:30:00.000Z' },
  },
  extendHold: {
    input: { orderId, until: '2026-11-02T09:45:00.000Z' },
    output: { expiresAt: '2026-11-02T09:45:00.000Z' },
  },
  secureStock: { input: { orderId }, output: null },
  releaseStock: { input: { orderId }, output: null },
  commitStock: { input: { orderId }, output: null },
  readStock: { input: { sku: mug.sku }, output: mugStock },
  restockStock: {
    input: { reference: cancellationId, reason: 'cancellation', orderId, lines: [{ sku: mug.sku, quantity: 2 }] },
    output: null,
  },
  updateStock: {
    input: { sku: mug.sku, threshold: 20, policy: { kind: 'backorder', limit: 50 } },
    output: {
      ...mugStock,
      available: 448,
      shelves: mugShelves.map((one) => ({
        ...one,
        available: 448,
        threshold: 20,
        policy: { kind: 'backorder', limit: 50 },
      })),
      version: 3,
    },
  },
  adjustStock: {
    input: { sku: mug.sku, delta: -1, note: 'Fell off the shelf' },
    output: mugs(399, 2, 3),
  },
  listMovements: {
    input: { sku: mug.sku, limit: 20 },
    output: {
      items: [
        {
          ...moved,
          id: '512',
          delta: -1,
          balance: 399,
          reason: 'adjustment',
          note: 'Fell off the shelf',
          actor: 'usr_00000000000000000000000001',
          cause: 'req_01m84rbg7yf689g5e1m3k8t0vn',
          at: confirmed,
        },
        {
          ...moved,
          id: '1',
          delta: 400,
          balance: 400,
          reason: 'initial',
          note: null,
          actor: 'seed',
          cause: null,
          at: opened,
        },
      ],
      next: null,
    },
  },
  inventoryUpdated: { sku: mug.sku, available: 398 },
  stockLow: { sku: mug.sku, locationId: mainLocationId, available: 20, threshold: 20 },
  reservationExpired: { orderId },
  stockReturned: { sku: sextant.sku, userId: 'usr_01m84rbg7rf689g5c01td9k89v' },
}
