import { sql } from 'drizzle-orm'
import { Type } from 'typebox'
import { carts } from '#db/orders/schema.ts'
import { emit } from '#db/outbox.ts'
import { cartAbandoned } from '#subjects/carts.ts'
import type { Context } from '../../actor.ts'

/** After how long a cart that nobody touches counts as forgotten. */
export const patienceEnv = {
  CART_REMINDER_HOURS: Type.Integer({ default: 24, minimum: 1, maximum: 8_760 }),
  CART_GUEST_DAYS: Type.Integer({ default: 30, minimum: 1, maximum: 3_650 }),
  CART_CUSTOMER_DAYS: Type.Integer({ default: 180, minimum: 1, maximum: 3_650 }),
}

/** For how long nobody may have touched a cart. */
export type Patience = { readonly reminderHours: number; readonly guestDays: number; readonly customerDays: number }

/** As the environment has it. */
export const patienceOf = (env: Record<string, unknown>): Patience => ({
  reminderHours: Number(env['CART_REMINDER_HOURS'] ?? 24),
  guestDays: Number(env['CART_GUEST_DAYS'] ?? 30),
  customerDays: Number(env['CART_CUSTOMER_DAYS'] ?? 180),
})

type Work = Pick<Context, 'db' | 'transaction' | 'now' | 'stopping'> & { readonly patience: Patience }

const hourMs = 3_600_000
const atOnce = 200

const before = ({ now }: Work, hours: number) =>
  sql`${new Date(now().getTime() - hours * hourMs).toISOString()}::timestamptz`

/** Says once of each cart that its customer has left it alone. Guests have told nobody where to write to. */
export async function noteAbandoned(context: Work): Promise<void> {
  const { patience, transaction, stopping, now } = context
  for (let count = atOnce; count === atOnce && !stopping.aborted; ) {
    count = await transaction(async (tx) => {
      const left = await tx.execute<{ cartId: string; customerId: string; pieces: number }>(sql`
        update ${carts} cart set reminded_at = ${now().toISOString()}::timestamptz
        from (
          select id, (select sum(quantity)::int from cart_items where cart_id = idle.id) as pieces from carts idle
          where status = 'open' and updated_at < ${before(context, patience.reminderHours)} and reminded_at is null
            and customer_id like 'usr%' and exists (select from cart_items where cart_id = idle.id)
          order by updated_at limit ${atOnce} for no key update skip locked
        ) idle
        where cart.id = idle.id
        returning cart.id as "cartId", cart.customer_id as "customerId", idle.pieces`)
      await emit(tx, cartAbandoned, ...left.map((data) => ({ id: data.cartId, version: 1, data })))
      return left.length
    })
  }
}

/** Throws away carts that nobody has touched for long: those of guests sooner, since most of them never come back. */
export async function expireCarts(context: Work): Promise<void> {
  await expire(context, 'gst%', context.patience.guestDays)
  await expire(context, 'usr%', context.patience.customerDays)
}

async function expire(context: Work, whose: string, days: number): Promise<void> {
  const { db, stopping } = context
  for (let count = atOnce; count === atOnce && !stopping.aborted; ) {
    const gone = await db.execute(sql`
      delete from carts where id in (
        select id from carts
        where status = 'open' and updated_at < ${before(context, days * 24)} and customer_id like ${whose}
        order by updated_at limit ${atOnce} for update skip locked
      )
      returning id`)
    count = gone.length
  }
}
