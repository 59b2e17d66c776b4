import { sql } from 'drizzle-orm'
import { type Db, transaction, type Tx } from '#db/client.ts'
import { json } from '#db/parameters.ts'
import { cartFull } from '#subjects/carts.ts'
import { newId } from '#subjects/id.ts'
import type { Problem } from '#subjects/problem.ts'
import { mostLines } from './cart.ts'

/** A line that somebody puts into their cart; `price` is what they are shown for a piece of it. */
export type Put = {
  readonly customerId: string
  readonly sku: string
  readonly quantity: number
  readonly price: number | null
  readonly at: Date
}

/** The cart as it is with the line. */
export type PutInto = { readonly cartId: string; readonly version: number }

type Outcome = PutInto | Problem

/** Puts lines into carts, opening those there are not: one transaction for all, or for each if something about one breaks it. */
export async function putLines(db: Db, puts: readonly Put[]): Promise<readonly (PutInto | Error)[]> {
  const outcomes = new Map<Put, Outcome | Error>()
  for (let left = puts; left.length > 0; left = left.filter((put) => !outcomes.has(put))) {
    // One of each customer, the earliest: what they say next counts on top of it.
    const round = [...new Map(left.toReversed().map((put) => [put.customerId, put])).values()]
    const written = await transaction(db, (tx) => putAll(tx, round)).catch((error: unknown) => error as Error)
    if (!(written instanceof Error)) round.forEach((put, place) => outcomes.set(put, written[place] ?? fullCart()))
    else if (round.length === 1) for (const put of round) outcomes.set(put, written)
    else for (const put of round) outcomes.set(put, (await putLines(db, [put]))[0] ?? written)
  }
  return puts.map((put) => outcomes.get(put) ?? fullCart())
}

/**
 * Two tabs that open a cart at once share it. The lines are counted by a statement of its own, since one sees only what was
 * committed before it began: with the cart locked by the first, that is every line there is.
 */
async function putAll(tx: Tx, puts: readonly Put[]): Promise<Outcome[]> {
  const lines = JSON.stringify(puts.map((put) => ({ ...put, fresh: newId('crt') })))
  const put = sql`jsonb_to_recordset(${lines}::jsonb)
    as put (fresh text, "customerId" text, sku text, quantity int, price bigint, at timestamptz)`
  const [opened, written] = await Promise.all([
    tx.execute<{ customer_id: string; cartId: string; version: number }>(sql`
      insert into carts as cart (id, customer_id, created_at, updated_at)
      select fresh, "customerId", at, at from ${put} order by "customerId"
      on conflict (customer_id) where status = 'open'
      do update set version = cart.version + 1, updated_at = excluded.updated_at
      returning customer_id, id as "cartId", version`),
    tx.execute<{ cart_id: string }>(sql`
      insert into cart_items (cart_id, sku, quantity, added_at, seen_price)
      select cart.id, put.sku, put.quantity, put.at, put.price
      from ${put} join carts cart on cart.customer_id = put."customerId" and cart.status = 'open'
      where ${mostLines} > (select count(*) from cart_items other where other.cart_id = cart.id and other.sku <> put.sku)
      on conflict (cart_id, sku) do update set quantity = excluded.quantity, seen_price = excluded.seen_price
      returning cart_id`),
  ])
  const byCustomer = new Map(opened.map(({ customer_id, ...cart }) => [customer_id, cart]))
  const holds = new Set(written.map(({ cart_id }) => cart_id))
  return puts.map(({ customerId }) => {
    const cart = byCustomer.get(customerId)
    return cart && holds.has(cart.cartId) ? cart : fullCart()
  })
}

/** Refuses a line for which there is no room. */
export const fullCart = () => cartFull(`A cart holds ${mostLines} lines at most`)

/** Notes what a customer is shown for a piece of each of these lines. */
export async function noteSeen(db: Db, cartId: string, seen: readonly { sku: string; price: number }[]): Promise<void> {
  if (seen.length === 0) return
  await transaction(db, (tx) =>
    tx.execute(sql`
      update cart_items item set seen_price = seen.price
      from jsonb_to_recordset(${json(seen)}) as seen (sku text, price bigint)
      where item.cart_id = ${cartId} and item.sku = seen.sku`),
  )
}
