import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { eq } from 'drizzle-orm'
import { expect, inject, test } from 'vitest'
import { connectDb } from '#db/client.ts'
import { onDatabase } from '#db/databases.ts'
import { sagas } from '#db/messages.ts'
import { orders as orderRows } from '#db/orders/schema.ts'
import type { Caller } from '#subjects/envelope.ts'
import { inventory } from './inventory/actor.ts'
import { payments } from './payments/actor.ts'
import { around, openShop, type Shop } from './shop.ts'

const requests = [
  'req.inventory.reserve',
  'req.payments.authorize',
  'req.inventory.secure',
  'req.inventory.commit',
  'req.payments.capture',
]
const points = requests.flatMap((name) => [`before ${name}`, `after ${name}`])

/** Stops one order at each point of checkout, until it is opened. */
function turnstile() {
  const pointOf = new Map<string, string>()
  const stopped = new Set<string>()
  const opened = Promise.withResolvers<void>()
  return {
    stopped,
    open: () => opened.resolve(),
    pass: async (moment: string, name: string, input: unknown) => {
      const [{ orderId }, point] = [input as { orderId: string }, `${moment} ${name}`]
      if (!pointOf.has(orderId)) pointOf.set(orderId, points[pointOf.size] ?? 'nowhere')
      if (pointOf.get(orderId) !== point) return
      stopped.add(point)
      await opened.promise
    },
  }
}

/** A process of orders that does not outlive its test. */
async function startOrders({ world }: Shop): Promise<ChildProcess & AsyncDisposable> {
  const env = {
    ...process.env,
    ...world.natsVariables('orders'),
    ORDERS_DATABASE_URL: world.databaseUrl('orders'),
    METRICS_PORT: '0',
    HOST: '127.0.0.1',
  }
  const child = spawn(process.execPath, ['actors/main.ts', 'orders'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const chunk of child.stdout) if (String(chunk).includes('"started"')) break
  child.stdout.resume()
  return Object.assign(child, {
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await once(child, 'exit')
    },
  })
}

test('orders killed with SIGKILL before and after every step of checkout come to their end by themselves', {
  timeout: 150_000,
}, async () => {
  const gate = turnstile()
  await using shop = await openShop({
    inventory: around(inventory, requests, gate.pass),
    payments: around(payments, requests, gate.pass),
    orders: false,
  })
  await using first = await startOrders(shop)
  const buyers = await Promise.all(points.map(() => shop.customerWith({ MUG: 1 })))
  const cut: Promise<unknown>[] = []
  // One after the other: those that ask at the same time share a message, and would be stopped along with one of them.
  for (const buyer of buyers) {
    cut.push(shop.place(buyer).catch(() => undefined))
    await expect.poll(() => gate.stopped.size, { timeout: 10_000 }).toBe(cut.length)
  }
  expect([...gate.stopped]).toEqual(points)

  first.kill('SIGKILL')
  await once(first, 'exit')
  await using second = await startOrders(shop)
  gate.open()
  await expect
    .poll(() => shop.world.db('orders').$count(sagas, eq(sagas.state, 'done')), { timeout: 45_000 })
    .toBe(points.length)
  await Promise.all(cut)
  await shop.world.settle()

  expect(await shop.world.db('orders').$count(orderRows, eq(orderRows.status, 'confirmed'))).toBe(points.length)
  expect((await shop.books()).captures).toBe(points.length)
  expect(await shop.offenders()).toEqual([])
  second.kill('SIGTERM')
  expect(await once(second, 'exit')).toEqual([0, null])
})

test('an order that nobody waits for is kept when its process is killed as soon as it has said so', {
  timeout: 150_000,
}, async () => {
  await using shop = await openShop({ orders: false })
  await using doomed = await startOrders(shop)
  const buyers = await Promise.all([1, 2, 3].map(() => shop.customerWith({ MUG: 1 })))
  const told = await Promise.all(buyers.map((buyer) => shop.place(buyer, { key: 'async', waitMs: 0 })))
  doomed.kill('SIGKILL')
  await once(doomed, 'exit')

  await using heir = await startOrders(shop)
  await shop.rest()
  const rows = await shop.world.db('orders').select().from(orderRows)
  expect(new Map(rows.map(({ id, status }) => [id, status]))).toEqual(new Map(told.map(({ id }) => [id, 'confirmed'])))
  expect((await shop.books()).captures).toBe(buyers.length)
  expect(await shop.offenders()).toEqual([])
  heir.kill('SIGTERM')
  expect(await once(heir, 'exit')).toEqual([0, null])
})

/** A transaction that makes an order `status`, cut off by a kill: in its middle, or when its COMMIT was sent and not yet answered. */
const commits = [
  { status: 'pending', sent: false, left: [] },
  { status: 'pending', sent: true, left: ['pending'] },
  { status: 'confirmed', sent: false, left: ['pending'] },
  { status: 'confirmed', sent: true, left: ['confirmed'] },
] as const

/** Makes the database dwell in transactions like that, so that there is time to kill whoever began them. */
function dwelling({ world }: Shop) {
  const { pathname } = new URL(world.databaseUrl('orders'))
  const { sql, ...connection } = connectDb(onDatabase(inject('postgresUrl'), pathname.slice(1)), { max: 1 })
  return {
    ...connection,
    async set({ status, sent }: (typeof commits)[number], customerId: string) {
      const [kind, when] = sent ? ['constraint trigger', 'deferrable initially deferred'] : ['trigger', '']
      await sql.unsafe(`
        create or replace function dwell() returns trigger language plpgsql as
          $$ begin perform pg_sleep(1.5); return new; end $$;
        create ${kind} dwell after insert or update on orders ${when} for each row
          when (new.status = '${status}' and new.customer_id = '${customerId}') execute function dwell()`)
    },
    async reached() {
      const asleep = () =>
        sql`select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`
      await expect.poll(asleep, { interval: 20, timeout: 10_000 }).toHaveLength(1)
    },
    /** Waits for the transaction that lost its process to be over. */
    clear: () => sql`drop trigger dwell on orders`,
  }
}

test('orders killed with SIGKILL around each commit of checkout are accepted once and confirmed once', {
  timeout: 150_000,
}, async () => {
  await using shop = await openShop({ orders: false })
  await using dwell = dwelling(shop)
  const ordersOf = async (customerId: string) => {
    const rows = await shop.world.db('orders').select().from(orderRows).where(eq(orderRows.customerId, customerId))
    return rows.map(({ status }) => status)
  }
  const buyers: Caller[] = []
  const cut: Promise<unknown>[] = []
  for (const commit of commits) {
    await using doomed = await startOrders(shop)
    const buyer = await shop.customerWith({ MUG: 1 })
    await dwell.set(commit, buyer.id)
    cut.push(shop.place(buyer, { key: 'cut' }).catch(() => undefined))
    await dwell.reached()
    doomed.kill('SIGKILL')
    await once(doomed, 'exit')
    await dwell.clear()
    expect(await ordersOf(buyer.id)).toEqual(commit.left)
    buyers.push(buyer)
  }

  await using last = await startOrders(shop)
  await Promise.all(buyers.map((buyer) => shop.place(buyer, { key: 'cut' })))
  await Promise.all(cut)
  await shop.rest()
  expect(await Promise.all(buyers.map(({ id }) => ordersOf(id)))).toEqual(commits.map(() => ['confirmed']))
  expect((await shop.books()).captures).toBe(commits.length)
  expect(await shop.offenders()).toEqual([])
  last.kill('SIGTERM')
  expect(await once(last, 'exit')).toEqual([0, null])
})
