import type { Sql } from '#db/client.ts'
import type { DatabaseName } from '#db/databases.ts'
import type { Broken, Law, Span } from '../law.ts'
import { catalogueLaw } from './catalogue.ts'
import { heardLaw } from './heard.ts'
import { moneyLaws } from './money.ts'
import { readOrders } from './orders-at-rest.ts'
import { stockLaw } from './stock.ts'

/** All databases, as only a tool sees them. */
export type All = Readonly<Record<DatabaseName, Sql>>

/**
 * Holds the databases against each other: what was sold against the money taken and the stock gone, what was said against what
 * was heard. Each of them tells of its own moment, so only what has come to rest by the end of the span is compared.
 */
export async function brokenAcross(all: All, span: Span): Promise<readonly Broken[]> {
  const broken = [...(await heardLaw(all, span)), ...(await catalogueLaw(all, span))]
  for await (const orders of readOrders(all.orders, span)) {
    broken.push(...(await moneyLaws(all, orders, span)), ...(await stockLaw(all, orders)))
  }
  return broken
}

/** What is compared, for a list of what there is. */
export const acrossLaws: readonly Pick<Law, 'id' | 'what'>[] = [
  { id: 'S4', what: 'what is charged for an order is its total' },
  { id: 'S7', what: 'no money is kept for an order that came to nothing' },
  { id: 'E2', what: 'every event is heard by whom it concerns' },
  { id: 'E4', what: 'an order that is sold is paid for, or the money is held' },
  { id: 'E6', what: 'an order that is sold has what it sold, and no other one holds any' },
  { id: 'E8', what: 'orders and payments agree on what was earned' },
  { id: 'E10', what: 'the catalogue says what can be had' },
]
