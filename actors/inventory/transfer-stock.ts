import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/stock-keeping.ts'
import type { Handler } from '../actor.ts'
import { holdShelf, moveOnShelf } from './shelf.ts'
import { readStockOf } from './stock.ts'

/** Moves goods between locations: two movements with one reference, in one transaction, so that nothing is on its way for the books. */
export const transferStock: Handler<typeof subject.transferStock> = async (input, context) => {
  const { sku, quantity, fromLocationId, toLocationId, note } = input
  if (fromLocationId === toLocationId) throw samePlace()
  const stock = await context.once(async (tx) => {
    const from = await holdShelf(tx, sku, fromLocationId)
    const to = await holdShelf(tx, sku, toLocationId)
    const move = { reason: 'transfer', reference: newId('trf'), note } as const
    await moveOnShelf(tx, from, { ...move, delta: -quantity }, context)
    await moveOnShelf(tx, to, { ...move, delta: quantity }, context)
    return readStockOf(tx, sku)
  })
  context.wake('tell stocks')
  return stock
}

const samePlace = () => {
  const errors = [{ pointer: '/toLocationId', code: 'same', detail: 'must be another than the goods come from' }]
  return subject.locationSame(undefined, { errors })
}
