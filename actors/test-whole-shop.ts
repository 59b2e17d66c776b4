import { eq, sql } from 'drizzle-orm'
import { expect, inject } from 'vitest'
import { startMailbox } from '#compose/local/mailbox/server.ts'
import { notifications as mails } from '#db/notifications/schema.ts'
import { payments as paymentRows } from '#db/payments/schema.ts'
import { users as accounts } from '#db/users/schema.ts'
import type { Actor } from './actor.ts'
import { notifications } from './notifications/actor.ts'
import { payments } from './payments/actor.ts'
import { openShop, type Shop, type Staff } from './shop.ts'
import { users } from './users/actor.ts'

/** Payments that keep their books at once, so that nobody waits for them. */
const prompt: Actor = {
  ...payments,
  timers: payments.timers.map((timer) => (timer.name === 'keep books' ? { ...timer, everyMs: 100 } : timer)),
}

/** A shop with everybody in it: its customers have accounts, and are written to. */
export async function openWholeShop(staff: Pick<Staff, 'env' | 'inventory' | 'network'> = {}): Promise<Shop> {
  await using opening = new AsyncDisposableStack()
  const mailbox = opening.use(await startMailbox())
  const env = {
    SECRET_KEY: 'a secret for the tests, and a long one',
    REDIS_URL: inject('redisUrl'),
    SMTP_URL: mailbox.smtpUrl,
    MAIL_FROM: 'Tradewind <hello@tradewind.example>',
    ...staff.env,
  }
  const shop = opening.use(await openShop({ ...staff, payments: prompt, also: [users, notifications], env }))
  const opened = opening.move()
  return {
    ...shop,
    customerWith: async (lines) => {
      const who = await shop.customerWith(lines)
      const times = { createdAt: new Date(), updatedAt: new Date() }
      const account = { id: who.id, email: `${who.id}@example.com`, name: 'Ada', passwordHash: 'none', ...times }
      await shop.world.db('users').insert(accounts).values(account)
      return who
    },
    rest: async () => {
      await shop.rest()
      const queued = () => shop.world.db('notifications').$count(mails, eq(mails.status, 'queued'))
      const unbooked = () => shop.world.db('payments').$count(paymentRows, sql`captured <> booked_captured`)
      await expect.poll(async () => (await queued()) + (await unbooked()), { timeout: 20_000 }).toBe(0)
      await shop.world.settle()
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
