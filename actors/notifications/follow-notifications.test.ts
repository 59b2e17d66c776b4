import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { startMailbox } from '#compose/local/mailbox/server.ts'
import { outbox } from '#db/messages.ts'
import { notifications as mails } from '#db/notifications/schema.ts'
import { newId } from '#subjects/id.ts'
import { followNotifications, notificationFailed, notificationSent } from '#subjects/notifications.ts'
import { readContacts } from '#subjects/users.ts'
import { actor } from '../actor.ts'
import { customer, startWorld } from '../world.ts'
import { notifications } from './actor.ts'
import { mailTo } from './test-mail.ts'

const [ada, bob, gone] = [customer(newId('usr')), customer(newId('usr')), customer(newId('usr'))]

const addressBook = actor({
  name: 'users',
  contracts: { readContacts },
  handlers: {
    readContacts: async ({ userIds }) => ({
      contacts: userIds
        .filter((userId) => userId !== gone.id)
        .map((userId) => ({ userId, email: `${userId}@example.com`, name: 'Ada' })),
    }),
  },
})

/** Two instances that send the mails of a few readers, and a way to queue more. */
async function openPostOffice() {
  await using opening = new AsyncDisposableStack()
  const mailbox = opening.use(await startMailbox())
  const env = { SMTP_URL: mailbox.smtpUrl, MAIL_FROM: 'Tradewind <hello@tradewind.example>' }
  const world = opening.use(await startWorld([addressBook, notifications, notifications], { env }))
  const db = world.db('notifications')
  const opened = opening.move()
  return {
    ...world,
    queue: (userIds: readonly string[]) => db.insert(mails).values(userIds.map((userId) => mailTo(userId))),
    settled: () => expect.poll(() => db.$count(mails, sql`status = 'queued'`), { timeout: 15_000 }).toBe(0),
    follow: (who: typeof ada, after?: number) =>
      world.as(who).request(followNotifications, after === undefined ? {} : { after }),
    emitted: async (subject: string) => db.$count(outbox, sql`subject = ${subject}`),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

test('whoever follows misses none and sees none twice, however many are sent at once', async () => {
  await using office = await openPostOffice()
  const seen: number[] = []
  const readOn = async () => seen.push(...(await office.follow(ada, seen.at(-1) ?? 0)).items.map(({ seq }) => seq))
  for (let round = 0; round < 6; round++) {
    await office.queue([ada.id, bob.id, ada.id, bob.id, ada.id])
    await readOn()
  }
  await expect
    .poll(
      async () => {
        await readOn()
        return seen.length
      },
      { timeout: 15_000, interval: 5 },
    )
    .toBe(18)
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b))
  const ids = (await office.follow(ada, 0)).items.map(({ id }) => id)
  expect(new Set(ids).size).toBe(18)
  await office.settled()
  expect(await office.emitted(notificationSent.name)).toBe(30)
})

test('what could not be sent is told as well, and each end is announced once', async () => {
  await using office = await openPostOffice()
  await office.queue([gone.id, ada.id])
  await office.settled()
  expect((await office.follow(gone)).items).toEqual([
    expect.objectContaining({ seq: 1, status: 'failed', sentAt: null, template: 'welcome' }),
  ])
  expect((await office.follow(ada)).items).toEqual([
    expect.objectContaining({ seq: 1, status: 'sent', sentAt: expect.any(String) }),
  ])
  expect([await office.emitted(notificationSent.name), await office.emitted(notificationFailed.name)]).toEqual([1, 1])
  expect(await office.follow(bob)).toEqual({ items: [], state: 'open' })
})

test('a long history comes in pieces, and only its end to whoever has no place in it', async () => {
  await using office = await openPostOffice()
  const rows = Array.from({ length: 130 }, (_, index) => mailTo(ada.id, { status: 'sent', seq: index + 1 }))
  await office.db('notifications').insert(mails).values(rows)
  const seqs = async (after?: number) => {
    const { items, state } = await office.follow(ada, after)
    return [items.at(0)?.seq, items.at(-1)?.seq, state]
  }
  expect(await seqs(0)).toEqual([1, 100, 'more'])
  expect(await seqs(100)).toEqual([101, 130, 'open'])
  expect(await seqs(130)).toEqual([undefined, undefined, 'open'])
  expect(await seqs()).toEqual([111, 130, 'open'])
})
