import type { Sql } from '#db/client.ts'
import type { DatabaseName } from '#db/databases.ts'
import type { Databases } from '../databases.ts'

/** Where something of an order stays, parents first: the columns that name one of a kind, and which rows are of orders. */
type Tables = Readonly<Record<string, { readonly names: readonly string[]; readonly which?: string }>>

const lasting: Partial<Readonly<Record<DatabaseName, Tables>>> = {
  orders: {
    carts: { names: ['id', 'customer_id'], which: `status = 'ordered'` },
    cart_items: { names: ['cart_id'], which: `cart_id in (select id from carts where status = 'ordered')` },
    orders: { names: ['id', 'cart_id', 'customer_id'] },
    order_items: { names: ['order_id'] },
    order_events: { names: ['order_id'] },
  },
  payments: {
    payments: { names: ['id', 'order_id', 'intent_id', 'customer_id'] },
    provider_calls: { names: ['key', 'payment_id'] },
  },
  inventory: {
    order_holds: { names: ['order_id'] },
    reservations: { names: ['order_id'] },
    stock_movements: { names: ['reference'], which: `reason = 'sale'` },
  },
  notifications: { notifications: { names: ['id', 'cause_id', 'user_id'], which: `template = 'order-confirmed'` } },
}

/** Of messages, commands and sagas only those of the last days are kept: of a tenth of all orders. */
const passing: Partial<Readonly<Record<DatabaseName, Tables>>> = {
  orders: {
    outbox: { names: ['id', 'aggregate_id'] },
    inbox: { names: ['message_id'] },
    idempotency: { names: ['key'] },
    sagas: { names: ['id'] },
  },
  payments: { outbox: { names: ['id', 'aggregate_id'] }, webhook_events: { names: ['id'] } },
  inventory: { outbox: { names: ['id', 'aggregate_id'] } },
  products: { inbox: { names: ['message_id'] } },
  notifications: { outbox: { names: ['id', 'aggregate_id'] }, inbox: { names: ['message_id'] } },
}

const rowsAtOnce = 50_000

type Filling = { readonly wanted: number; readonly signal: AbortSignal; readonly doing: (what: string) => void }

/** Fills the databases with copies of the orders that are there, each under names of its own, until there are so many in all. */
export async function multiplyOrders(databases: Databases, { wanted, signal, doing }: Filling): Promise<void> {
  const originals = await countOf(databases.orders, 'orders')
  if (originals === 0) throw new Error('There is no order to copy')
  const copies = Math.ceil(wanted / originals) - 1
  for (const [group, share] of [
    [lasting, 1],
    [passing, 0.1],
  ] as const) {
    for (const [database, tables] of Object.entries(group)) {
      const sql = databases[database as DatabaseName]
      // What is copied fits together as its originals do, and nobody would miss what a crash took of it.
      await sql`set statement_timeout = 0`
      await sql`set session_replication_role = replica`
      await sql`set synchronous_commit = off`
      for (const [table, about] of Object.entries(tables)) {
        const told = (part: number) => doing(`storing orders: ${table}, ${Math.round(100 * part)} %`)
        await copyRows(sql, { table, ...about, copies: Math.ceil(share * copies), signal, told })
      }
    }
  }
  await settle(databases, doing)
}

type Copying = {
  readonly table: string
  readonly names: readonly string[]
  readonly which?: string
  readonly copies: number
  readonly signal: AbortSignal
  readonly told: (part: number) => void
}

async function copyRows(sql: Sql, { table, names, which = 'true', copies, signal, told }: Copying): Promise<void> {
  await sql.unsafe(`create temporary table originals as select * from ${table} where ${which}`)
  const columns = await columnsOf(sql, table)
  const values = columns.map((column) => (names.includes(column) ? `${column} || '~' || copy` : column))
  const step = Math.max(1, Math.floor(rowsAtOnce / Math.max(1, await countOf(sql, 'originals'))))
  for (let from = 1; from <= copies; from += step) {
    signal.throwIfAborted()
    told(from / copies)
    await sql.unsafe(`
      insert into ${table} (${columns.join()}) select ${values.join()}
      from originals, generate_series(${from}, ${Math.min(copies, from + step - 1)}) copy`)
  }
  await sql`drop table originals`
}

/** But those that count by themselves. */
async function columnsOf(sql: Sql, table: string): Promise<readonly string[]> {
  const rows = await sql<{ name: string }[]>`
    select column_name::text as name from information_schema.columns
    where table_name = ${table} and table_schema = 'public' and is_identity = 'NO' order by ordinal_position`
  return rows.map(({ name }) => name)
}

async function countOf(sql: Sql, table: string): Promise<number> {
  const [row] = await sql.unsafe<{ count: number }[]>(`select count(*)::int as count from ${table}`)
  return row?.count ?? 0
}

/** What was sold had been delivered before, and the databases are as they are after a night. */
async function settle(databases: Databases, doing: Filling['doing']): Promise<void> {
  doing('storing orders: counting the shelves')
  await databases.inventory`
    insert into stock_movements (sku, location_id, delta, reason, actor)
    select sku, location_id, on_hand - moved, 'receipt', 'bench'
    from stocks
    join (select sku, location_id, sum(delta) as moved from stock_movements group by 1, 2) as sums using (sku, location_id)
    where on_hand <> moved`
  for (const [name, sql] of Object.entries(databases)) {
    doing(`storing orders: tidying up ${name}`)
    await sql`vacuum (analyze)`
  }
  // It writes all that was copied, and takes as long as the disk does.
  await databases.orders`checkpoint`
  for (const sql of Object.values(databases)) {
    await sql`set session_replication_role = default`
    await sql`set statement_timeout = default`
  }
}
