import type * as subject from '#subjects/inventory.ts'
import type { Handler } from '../actor.ts'
import { holdShelf, moveOnShelf } from './shelf.ts'
import { readStockOf } from './stock.ts'

/** Corrects what is on the shelf, and writes down why. */
export const adjustStock: Handler<typeof subject.adjustStock> = async ({ sku, locationId, delta, note }, context) => {
  const stock = await context.once(async (tx) => {
    const shelf = await holdShelf(tx, sku, locationId)
    await moveOnShelf(tx, shelf, { delta, reason: 'adjustment', note }, context)
    return readStockOf(tx, sku)
  })
  context.wake('tell stocks')
  return stock
}
