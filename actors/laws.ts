import type { DatabaseName } from '#db/databases.ts'
import { laws as ofStock } from './inventory/laws.ts'
import type { Law } from './law.ts'
import { messageLaws } from './message-laws.ts'
import { laws as ofMails } from './notifications/laws.ts'
import { laws as ofOrders } from './orders/laws.ts'
import { laws as ofMoney } from './payments/laws.ts'
import { laws as ofCatalogue } from './products/laws.ts'
import { laws as ofLogins } from './users/laws.ts'

/** What holds in each database by itself. */
export const lawsOf: Readonly<Record<DatabaseName, readonly Law[]>> = {
  users: [...ofLogins, ...messageLaws],
  products: [...ofCatalogue, ...messageLaws],
  orders: [...ofOrders, ...messageLaws],
  payments: [...ofMoney, ...messageLaws],
  inventory: [...ofStock, ...messageLaws],
  notifications: [...ofMails, ...messageLaws],
}
