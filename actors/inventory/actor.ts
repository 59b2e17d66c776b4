import * as subject from '#subjects/inventory.ts'
import { productCreated, productUpdated } from '#subjects/products.ts'
import { actor, every, onAll } from '../actor.ts'
import { adjustStock } from './adjust-stock.ts'
import { commitStock } from './commit-stock.ts'
import { expireHolds } from './expire-holds.ts'
import { listMovements } from './list-movements.ts'
import { openStocks } from './open-stocks.ts'
import { readStock } from './read-stock.ts'
import { releaseStock } from './release-stock.ts'
import { reserveStock } from './reserve-stock.ts'
import { restockStock } from './restock-stock.ts'
import { secureStock } from './secure-stock.ts'

/** Inventory knows what is on the shelves, and which order it is promised to. */
export const inventory = actor({
  name: 'inventory',
  contracts: subject,
  handlers: {
    reserveStock,
    secureStock,
    releaseStock,
    commitStock,
    restockStock,
    readStock,
    adjustStock,
    listMovements,
  },
  reactions: [onAll(productCreated, openStocks), onAll(productUpdated, openStocks)],
  timers: [every(500, 'expire holds', expireHolds)],
})
