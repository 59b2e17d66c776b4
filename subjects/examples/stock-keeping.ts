import type * as subject from '../stock-keeping.ts'
import type { ExamplesOf } from '../subject.ts'
import { mugStock } from './inventory.ts'
import { confirmed, londonId, mainLocationId, mug, opened, operationId, sextant, stocktakeId } from './story.ts'

const more = { onHand: 500, available: 498 }

const stocktake = {
  id: stocktakeId,
  sku: mug.sku,
  locationId: mainLocationId,
  status: 'open' as const,
  expected: 400,
  counted: null,
  variance: null,
  note: null,
  version: 1,
  createdAt: opened,
  updatedAt: opened,
}

const operation = {
  id: operationId,
  status: 'running' as const,
  done: 0,
  total: 2,
  result: { applied: 0, refused: 0 },
  createdAt: opened,
  updatedAt: opened,
}

/** Mugs arrive, some go to London, and all are counted. */
export const stockKeeping: ExamplesOf<typeof subject> = {
  receiveStock: {
    input: { sku: mug.sku, quantity: 100, reference: 'DN-20261102-17' },
    output: { ...mugStock, ...more, shelves: mugStock.shelves.map((one) => ({ ...one, ...more })), version: 3 },
  },
  transferStock: {
    input: { sku: mug.sku, quantity: 10, fromLocationId: mainLocationId, toLocationId: londonId },
    output: {
      ...mugStock,
      shelves: mugStock.shelves.flatMap((one) => [
        { ...one, onHand: 390, available: 388 },
        { ...one, locationId: londonId, onHand: 10, reserved: 0, available: 10 },
      ]),
      version: 3,
    },
  },
  openStocktake: { input: { sku: mug.sku }, output: stocktake },
  countStocktake: {
    input: { stocktakeId, counted: 398, note: 'Two were broken' },
    output: {
      ...stocktake,
      status: 'counted',
      counted: 398,
      variance: -2,
      note: 'Two were broken',
      version: 2,
      updatedAt: confirmed,
    },
  },
  abandonStocktake: { input: { stocktakeId }, output: null },
  readStocktake: { input: { stocktakeId }, output: stocktake },
  importStock: {
    input: { format: 'csv', content: `sku,onHand\n${mug.sku},400\nMUG-GHOST,12\n` },
    output: operation,
  },
  readOperation: {
    input: { operationId },
    output: { ...operation, status: 'succeeded', done: 2, result: { applied: 1, refused: 1 }, updatedAt: confirmed },
  },
  listRefusedRows: {
    input: { operationId, limit: 20 },
    output: {
      items: [
        {
          row: 2,
          sku: 'MUG-GHOST',
          location: null,
          onHand: 12,
          problem: { code: 'not-found', detail: 'There is no MUG-GHOST' },
        },
      ],
      next: null,
    },
  },
  subscribeToStock: { input: { sku: sextant.sku }, output: null },
  unsubscribeFromStock: { input: { sku: sextant.sku }, output: null },
}
