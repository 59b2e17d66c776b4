import { eq, sql } from 'drizzle-orm'
import { expect, inject, test } from 'vitest'
import { connectDb } from '#db/client.ts'
import { onDatabase } from '#db/databases.ts'
import { sagas } from '#db/messages.ts'
import { orders as orderRows } from '#db/orders/schema.ts'
import type { Caller } from '#subjects/envelope.ts'
import { payOrder } from '#subjects/order-payment.ts'
import { cancelOrder, type placeOrder } from '#subjects/orders.ts'
import type { OutputOf } from '#subjects/subject.ts'
import { inventory } from './inventory/actor.ts'
import { pointsOf, sagasOf } from './orders/test-points.ts'
import { payments } from './payments/actor.ts'
import { openShop, type Shop } from './shop.ts'
import {
  authenticationRequired,
  allEnded,
  type Command,
  expectEnds,
  insistToTheEnd,
  type Life,
  lifeThrough,
  losingTents,
  openLives,
} from './test-lives.ts'
import { insist } from './test-network.ts'
import { openNotebook } from './test-notebook.ts'
import { kill, startDoomed, startOrders, stop } from './test-processes.ts'

/** Nobody holds the sagas of a dead process any longer than it lived. */
const endLeases = ({ world }: Shop) =>
  world.db('orders').update(sagas).set({ leaseUntil: sql`clock_timestamp()` }).where(sql`lease_owner is not null`)

/** A process has ten connections to its database, and whatever stops inside a transaction keeps one, and others from their locks. */
const mostInTransaction = 4

/** The points of one process after the other. Those inside transactions come last, and backwards: who stops there is in the way of all that follow. */
function inRounds(points: readonly string[]): string[][] {
  const within = points.filter((point) => point.includes(': writing ')).toReversed()
  const rounds = [points.filter((point) => !within.includes(point)).concat(within.splice(0, mostInTransaction))]
  while (within.length > 0) rounds.push(within.splice(0, mostInTransaction))
  return rounds
}

test('orders killed with SIGKILL at every point of its sagas end each order once', {
  timeout: 150_000,
}, async ({ annotate }) => {
  const { watching, repeat } = openNotebook('orders')
  const asked = { inventory: watching(losingTents(inventory)), payments: watching(payments) }
  await using shop = await openShop({ ...asked, orders: false })
  const points = (await sagasOf(shop.world.db('orders'))).flatMap(pointsOf)
  const lived: Life[] = [...points.map(lifeThrough), 'authenticated']
  const commands: Command[] = []
  let begin: ((life: Life) => Promise<Command>) | undefined
  let waiting: OutputOf<typeof placeOrder> | undefined
  for (const round of inRounds(points)) {
    await using doomed = await startDoomed(shop)
    begin ??= await openLives(shop, lived)
    waiting ??= await shop.place(await shop.customerWith({ MUG: 1 }), { paymentMethod: authenticationRequired })
    for (const point of round) {
      const command = await begin(lifeThrough(point))
      commands.push(command)
      await doomed.stopAt(point, () => void command().catch(() => undefined))
    }
    await kill(doomed)
  }
  await annotate(`${commands.length} of ${points.length} points`)

  // While there are no orders at all.
  if (waiting) await shop.authenticate(waiting, 'succeed')
  await using heir = await startOrders(shop)
  await using rival = await startOrders(shop)
  await endLeases(shop)
  await Promise.all([repeat(shop), ...commands.map((command) => insistToTheEnd(shop, command))])
  await allEnded(shop)
  await expectEnds(shop, lived)

  expect(await repeat(shop)).toBeGreaterThan(points.length)
  await allEnded(shop)
  await expectEnds(shop, lived)
  await Promise.all([stop(heir), stop(rival)])
})

test('an order that nobody waits for is kept when its process is killed as soon as it has said so', {
  timeout: 150_000,
}, async () => {
  await using shop = await openShop({ orders: false })
  await using doomed = await startOrders(shop)
  const buyers = await Promise.all([1, 2, 3].map(() => shop.customerWith({ MUG: 1 })))
  const told = await Promise.all(buyers.map((buyer) => shop.place(buyer, { key: 'async', waitMs: 0 })))
  await kill(doomed)

  await using heir = await startOrders(shop)
  await allEnded(shop)
  const rows = await shop.world.db('orders').select().from(orderRows)
  expect(new Map(rows.map(({ id, status }) => [id, status]))).toEqual(new Map(told.map(({ id }) => [id, 'confirmed'])))
  expect((await shop.books()).captures).toBe(buyers.length)
  expect(await shop.offenders()).toEqual([])
  await stop(heir)
})

/** Makes the database dwell in the COMMIT of whatever brings these customers' orders to these states. */
function dwelling({ world }: Shop) {
  const { pathname } = new URL(world.databaseUrl('orders'))
  const { sql, ...connection } = connectDb(onDatabase(inject('postgresUrl'), pathname.slice(1)), {
    max: 1,
    name: 'test',
  })
  return {
    ...connection,
    set: (commits: readonly (readonly [status: string, Caller])[]) =>
      sql.unsafe(`
        create function dwell() returns trigger language plpgsql as $$ begin
          perform set_config('application_name', new.customer_id, true);
          perform pg_sleep(3);
          return new;
        end $$;
        create constraint trigger dwell after insert or update on orders deferrable initially deferred for each row
          when ((new.status, new.customer_id) in (${commits.map(([status, { id }]) => `('${status}', '${id}')`).join()}))
          execute function dwell()`),
    reached: ({ id }: Caller) =>
      expect
        .poll(() => sql`select from pg_stat_activity where wait_event = 'PgSleep' and application_name = ${id}`, {
          interval: 20,
          timeout: 10_000,
        })
        .toHaveLength(1),
    /** When nobody is left in the database but the test: the transactions that lost their process are over, too. */
    over: () =>
      expect
        .poll(
          () => sql`
            select from pg_stat_activity where datname = current_database() and application_name <> 'test'`,
          { timeout: 10_000 },
        )
        .toHaveLength(0),
  }
}

test('orders killed with SIGKILL while the database commits are accepted, paid with another card, confirmed and called off once', {
  timeout: 150_000,
}, async () => {
  await using shop = await openShop({ orders: false })
  await using dwell = dwelling(shop)
  await using doomed = await startOrders(shop)
  const [ada, bob, cid, dee] = await Promise.all([
    shop.customerWith({ MUG: 1 }),
    shop.customerWith({ MUG: 1 }),
    shop.customerWith({ MUG: 1 }),
    shop.customerWith({ MUG: 1 }),
  ])
  const { id: orderId } = await shop.place(cid)
  const { id: declined } = await shop.place(dee, { paymentMethod: 'pm_card_chargeDeclined', ifDeclined: 'wait' })
  const named = { idempotencyKey: 'cut' }
  const paid = { orderId: declined, paymentMethod: 'pm_card_visa' }
  const commands: [status: string, who: Caller, Command][] = [
    ['confirmed', bob, () => shop.place(bob, { key: 'cut' })],
    ['cancelled', cid, () => shop.world.as(cid).request(cancelOrder, { orderId }, named)],
    ['pending', dee, () => shop.world.as(dee).request(payOrder, paid, named)],
    ['pending', ada, () => shop.place(ada, { key: 'cut' })],
  ]
  await dwell.set(commands.map(([status, who]) => [status, who]))
  for (const [, who, command] of commands) {
    void command().catch(() => undefined)
    await dwell.reached(who)
  }
  await kill(doomed)
  await dwell.over()
  const stateOf = async ({ id }: Caller) =>
    (await shop.world.db('orders').select().from(orderRows).where(eq(orderRows.customerId, id))).map(
      ({ status }) => status,
    )
  expect(await Promise.all(commands.map(([, who]) => stateOf(who)))).toEqual(commands.map(([status]) => [status]))

  await using last = await startOrders(shop)
  await endLeases(shop)
  await Promise.all(commands.map(([, , command]) => insist(command)))
  await allEnded(shop)
  await expectEnds(shop, ['bought', 'calledOff', 'bought', 'bought'])
  await stop(last)
})
