import type * as subject from '#subjects/stock-keeping.ts'
import type { Handler } from '../actor.ts'
import { holdShelf, moveOnShelf } from './shelf.ts'
import { readStockOf } from './stock.ts'

/** Puts a delivery on the shelf. What was owed of it is owed no more: that has left the books already. */
export const receiveStock: Handler<typeof subject.receiveStock> = async (input, context) => {
  const { sku, quantity: delta, locationId, reference, note } = input
  const stock = await context.once(async (tx) => {
    const shelf = await holdShelf(tx, sku, locationId)
    await moveOnShelf(tx, shelf, { delta, reason: 'receipt', reference, note }, context)
    return readStockOf(tx, sku)
  })
  context.wake('tell stocks')
  return stock
}
