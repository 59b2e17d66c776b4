import type * as subject from '#subjects/inventory.ts'
import type { Handler } from '../actor.ts'
import { readStockOf } from './stock.ts'

/** Reads what lies on the shelves of one SKU, and how much of it is promised. */
export const readStock: Handler<typeof subject.readStock> = ({ sku }, { db }) => readStockOf(db, sku)
