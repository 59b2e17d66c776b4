import * as subject from '#subjects/inventory.ts'
import * as locations from '#subjects/locations.ts'
import { productCreated, productUpdated } from '#subjects/products.ts'
import * as stockKeeping from '#subjects/stock-keeping.ts'
import * as stockViews from '#subjects/stock-views.ts'
import { actor, every, onAll } from '../actor.ts'
import { applyImports } from './apply-imports.ts'
import { commitStock } from './commit-stock.ts'
import { endPreorders } from './end-preorders.ts'
import { expireHolds } from './expire-holds.ts'
import { extendHold } from './extend-hold.ts'
import { staffHandlers } from './handlers.ts'
import { forgetImports } from './forget-imports.ts'
import { laws } from './laws.ts'
import { openStocks } from './open-stocks.ts'
import { raiseAlarms } from './raise-alarms.ts'
import { releaseStock } from './release-stock.ts'
import { reserveStock } from './reserve-stock.ts'
import { restockStock } from './restock-stock.ts'
import { secureStock } from './secure-stock.ts'
import { subscribeToStock, unsubscribeFromStock, writeToWhoWaits } from './subscriptions.ts'
import { tellLocations } from './tell-locations.ts'
import { tellStocks } from './tell-stocks.ts'

/** Inventory knows what is on the shelves, and which order it is promised to. */
export const inventory = actor({
  name: 'inventory',
  contracts: { ...subject, ...stockViews, ...stockKeeping, ...locations },
  handlers: {
    reserveStock,
    extendHold,
    secureStock,
    releaseStock,
    commitStock,
    restockStock,
    subscribeToStock,
    unsubscribeFromStock,
    ...staffHandlers,
  },
  reactions: [onAll(productCreated, openStocks), onAll(productUpdated, openStocks)],
  timers: [
    every(500, 'expire holds', expireHolds),
    every(200, 'tell stocks', tellStocks),
    every(1_000, 'tell locations', tellLocations),
    every(60_000, 'raise alarms', raiseAlarms),
    every(1_000, 'end preorders', endPreorders),
    every(1_000, 'apply imports', applyImports),
    every(600_000, 'forget imports', forgetImports),
    every(60_000, 'write to who waits', writeToWhoWaits),
  ],
  laws,
})
