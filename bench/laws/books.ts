import { isSold } from '#actors/across/orders-at-rest.ts'
import type { Databases } from '../databases.ts'

/** What is to be added up: the orders of these customers, and those that were answered as confirmed. */
export type Books = {
  readonly databases: Databases
  /** The Stripe sandbox; without it, its ledger is not compared. */
  readonly stripe: string | undefined
  readonly customerIds: readonly string[]
  readonly confirmed: readonly string[]
}

type Checked = { readonly checked: readonly string[]; readonly violations: readonly string[] }

/** Compares what was sold with the money that was taken and the stock that is gone. Nothing may be under way meanwhile. */
export async function checkBooks(books: Books): Promise<Checked> {
  const orders = await readOrders(books)
  const [payments, stock] = [await readPayments(books), await readStock(books, orders)]
  const ledger = books.stripe === undefined ? undefined : await readLedger(books.stripe, payments)
  return compareBooks({ confirmed: books.confirmed, orders, payments, ledger, ...stock })
}

export type Order = { readonly id: string; readonly status: string; readonly total: number }
export type Payment = { readonly orderId: string; readonly intentId: string | null; readonly captured: number }
/** Units of one SKU that one order has, or had taken off the shelf. */
export type Units = { readonly orderId: string; readonly sku: string; readonly quantity: number }
export type Shelf = {
  readonly sku: string
  readonly onHand: number
  readonly reserved: number
  /** The sums that on hand and reserved must be equal to. */
  readonly moved: number
  readonly held: number
}

export type Compared = {
  readonly confirmed: readonly string[]
  readonly orders: readonly Order[]
  readonly payments: readonly Payment[]
  /** What each intent took according to the provider; absent where the provider does not tell. */
  readonly ledger: ReadonlyMap<string, number> | undefined
  readonly ordered: readonly Units[]
  readonly taken: readonly Units[]
  readonly shelves: readonly Shelf[]
}

/** Every difference, order by order and shelf by shelf. */
export function compareBooks({ confirmed, orders, payments, ledger, ordered, taken, shelves }: Compared): Checked {
  const sold = new Map(orders.filter(isSold).map((order) => [order.id, order.total]))
  const captured = sums(payments.map(({ orderId, captured }) => [orderId, captured]))
  const soldUnits = sums(ordered.filter(({ orderId }) => sold.has(orderId)).map(unitEntry))
  const violations = [
    ...confirmed.filter((id) => !sold.has(id)).map((id) => `order ${id} was answered as confirmed and is not`),
    ...differences(sold, captured, 'order', ['costs', 'captured by payments']),
    ...(ledger
      ? differences(intents(payments), ledger, 'intent', ['captured by payments', "in the provider's ledger"])
      : []),
    ...differences(soldUnits, sums(taken.map(unitEntry)), 'units of', ['sold', 'taken off the shelf']),
    ...shelves.flatMap(({ sku, onHand, reserved, moved, held }) => [
      ...(onHand === moved ? [] : [`stock of ${sku}: ${onHand} on hand, but its movements add up to ${moved}`]),
      ...(reserved === held ? [] : [`stock of ${sku}: ${reserved} reserved, but orders hold ${held}`]),
    ]),
  ]
  const money = (total([...captured.values()]) / 100).toFixed(2)
  const checked = [
    `${confirmed.length} confirmations stand; ${sold.size} orders sold for ${money}, as captured${ledger ? ' in the ledger of Stripe' : ''}`,
    `${total([...soldUnits.values()])} units left ${shelves.length} shelves, and each shelf adds up`,
  ]
  return { checked, violations }
}

const unitEntry = ({ orderId, sku, quantity }: Units): [string, number] => [`${sku} for ${orderId}`, quantity]
const intents = (payments: readonly Payment[]) =>
  sums(payments.flatMap(({ intentId, captured }) => (intentId ? [[intentId, captured] as const] : [])))

function sums(entries: readonly (readonly [string, number])[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const [key, number] of entries) sums.set(key, (sums.get(key) ?? 0) + number)
  return sums
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0)

/** Where two books disagree; what a book does not mention is zero in it. */
function differences(
  left: ReadonlyMap<string, number>,
  right: ReadonlyMap<string, number>,
  what: string,
  [leftSays, rightSays]: readonly [string, string],
): string[] {
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) => {
    const [a, b] = [left.get(key) ?? 0, right.get(key) ?? 0]
    return a === b ? [] : [`${what} ${key}: ${a} ${leftSays}, ${b} ${rightSays}`]
  })
}

async function readOrders({ databases, customerIds }: Books): Promise<Order[]> {
  return databases.orders<Order[]>`
    select id, status, (total - refunded)::float8 as total from orders where customer_id = any(${[...customerIds]})`
}

async function readPayments({ databases, customerIds }: Books): Promise<Payment[]> {
  return databases.payments<Payment[]>`
    select order_id as "orderId", intent_id as "intentId", (captured - refunded)::float8 as captured
    from payments where customer_id = any(${[...customerIds]})`
}

async function readStock({ databases }: Books, orders: readonly Order[]) {
  const ids = orders.map(({ id }) => id)
  const ordered = await databases.orders<Units[]>`
    select order_id as "orderId", sku, quantity - coalesce((
      select sum(restocked) from return_lines line join returns on returns.id = return_id
      where returns.order_id = item.order_id and line.sku = item.sku)::int, 0) as quantity
    from order_items item where order_id = any(${ids})`
  const reversals = await databases.orders<{ id: string; orderId: string }[]>`
    select id, order_id as "orderId" from cancellations where order_id = any(${ids})
    union all select id, order_id from returns where order_id = any(${ids})`
  const sold = await databases.inventory<Units[]>`
    select reference as "orderId", sku, -delta as quantity from stock_movements
    where reason = 'sale' and reference = any(${ids})`
  const back = await databases.inventory<Units[]>`
    select reference as "orderId", sku, -delta as quantity from stock_movements
    where reason in ('cancellation', 'return') and reference = any(${reversals.map(({ id }) => id)})`
  const orderOf = new Map(reversals.map(({ id, orderId }) => [id, orderId]))
  const taken = [...sold, ...back.map((units) => ({ ...units, orderId: orderOf.get(units.orderId) ?? '' }))]
  const skus = [...new Set(ordered.map(({ sku }) => sku))]
  const shelves = await databases.inventory<Shelf[]>`
    select sku, sum(on_hand)::int as "onHand", sum(reserved)::int as reserved,
      (select coalesce(sum(delta), 0)::int from stock_movements where sku = stocks.sku) as moved,
      (select coalesce(sum(quantity), 0)::int from reservations join order_holds using (order_id)
        where sku = stocks.sku and status in ('held', 'committing')) as held
    from stocks where sku = any(${skus}) group by sku order by sku`
  return { ordered, taken, shelves }
}

type Effect = { readonly kind: string; readonly intent: string; readonly amount: number }

/** What the provider took for these payments, by its own ledger. */
async function readLedger(stripe: string, payments: readonly Payment[]): Promise<Map<string, number>> {
  const response = await fetch(`${stripe}/sandbox/ledger`, { signal: AbortSignal.timeout(10_000) })
  const { effects } = (await response.json()) as { effects: Effect[] }
  const ours = new Set(payments.map(({ intentId }) => intentId))
  const signs: Readonly<Record<string, number>> = { captured: 1, refunded: -1 }
  return sums(
    effects
      .filter(({ intent }) => ours.has(intent))
      .map(({ kind, intent, amount }) => [intent, (signs[kind] ?? 0) * amount]),
  )
}
