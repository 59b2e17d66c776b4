import { sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db, Tx } from '#db/client.ts'
import { anyOf } from '#db/parameters.ts'
import type { Shelf, Stock } from '#subjects/inventory.ts'
import { notFound } from '#subjects/problem.ts'
import { atMost, available } from './stocks.ts'

type Row = {
  readonly sku: string
  readonly locationId: string
  readonly onHand: number
  readonly reserved: number
  readonly available: number
  readonly policy: 'deny' | 'backorder' | 'preorder'
  readonly beyond: number
  readonly preorderUntil: string | null
  readonly threshold: number | null
  readonly low: boolean
  readonly revision: number
  readonly updatedAt: string
}

/** All there is of these SKUs, in their order; of those that exist. */
export async function readStocks(db: Db | Tx, skus: readonly string[]): Promise<readonly Static<typeof Stock>[]> {
  if (skus.length === 0) return []
  const rows = await db.execute<Row>(sql`
    select sku, location_id as "locationId", on_hand as "onHand", reserved, policy, beyond, low, threshold, revision,
      case when active then ${available} else 0 end as available,
      preorder_until as "preorderUntil", stocks.updated_at as "updatedAt"
    from stocks join locations on locations.id = location_id
    where sku in ${anyOf(skus)}
    order by sku, location_id`)
  const shelves = Map.groupBy(rows, ({ sku }) => sku)
  return skus.flatMap((sku) => {
    const [main, ...others] = shelves.get(sku) ?? []
    return main ? [toStock([main, ...others])] : []
  })
}

/** All there is of one SKU; refused if it does not exist. */
export async function readStockOf(db: Db | Tx, sku: string): Promise<Static<typeof Stock>> {
  const [stock] = await readStocks(db, [sku])
  if (!stock) throw notFound(`There is no ${sku}`)
  return stock
}

/** What stands about the SKU as a whole is kept with its stock at the main location, which comes first. */
function toStock(rows: readonly [Row, ...Row[]]): Static<typeof Stock> {
  const shelves = rows.map(toShelf)
  const sum = (of: (shelf: Static<typeof Shelf>) => number) => shelves.reduce((total, shelf) => total + of(shelf), 0)
  const changed = rows.map(({ updatedAt }) => new Date(updatedAt).toISOString())
  const [{ sku, revision: version }] = rows
  return {
    sku,
    onHand: atMost(sum(({ onHand }) => onHand)),
    owed: sum(({ owed }) => owed),
    reserved: atMost(sum(({ reserved }) => reserved)),
    available: atMost(sum((shelf) => shelf.available)),
    shelves,
    version,
    updatedAt: changed.reduce((latest, one) => (one > latest ? one : latest)),
  }
}

function toShelf({ locationId, onHand, reserved, threshold, low, ...row }: Row): Static<typeof Shelf> {
  const [there, owed] = [Math.max(0, onHand), Math.max(0, -onHand)]
  return { locationId, onHand: there, owed, reserved, available: row.available, policy: policyOf(row), threshold, low }
}

function policyOf({
  policy,
  beyond: limit,
  preorderUntil,
}: Pick<Row, 'policy' | 'beyond' | 'preorderUntil'>): Static<typeof Shelf>['policy'] {
  if (policy === 'backorder') return { kind: policy, limit }
  if (policy === 'preorder') return { kind: policy, limit, until: new Date(preorderUntil ?? 0).toISOString() }
  return { kind: 'deny' }
}
