import { expect, test } from 'vitest'
import { startMailbox } from '#compose/local/mailbox/server.ts'
import { notifications as mails } from '#db/notifications/schema.ts'
import { newId } from '#subjects/id.ts'
import { readContacts } from '#subjects/users.ts'
import { actor } from '../actor.ts'
import { startActor } from '../host.ts'
import { startWorld, type World } from '../world.ts'
import { notifications } from './actor.ts'
import { mailsAtOnce } from './mailer.ts'
import { mailTo } from './test-mail.ts'

const reader = { userId: newId('usr'), email: 'ada@example.com', name: 'Ada' }

/** Knows one reader's address, and that there is nobody else. */
const addressBook = actor({
  name: 'users',
  contracts: { readContacts },
  handlers: {
    readContacts: async ({ userIds }) => ({ contacts: userIds.includes(reader.userId) ? [reader] : [] }),
  },
})

const env = (smtpUrl = 'smtp://127.0.0.1:1') => ({
  SMTP_URL: smtpUrl,
  MAIL_FROM: 'Tradewind <hello@tradewind.example>',
})
const soon = { timeout: 8_000, interval: 5 }

async function queue(world: World, count: number, userId = reader.userId): Promise<void> {
  const rows = Array.from({ length: count }, () => mailTo(userId))
  await world.db('notifications').insert(mails).values(rows)
}

test('a process that stops has counted no attempt of a mail it did not try, and keeps none from the others', async () => {
  await using mailbox = await startMailbox()
  await using world = await startWorld([addressBook], { idle: [notifications] })
  await queue(world, 12)
  await fetch(`${mailbox.url}/faults`, { method: 'POST', body: JSON.stringify({ do: 'hang', times: 12 }) })
  const rows = () => world.db('notifications').select().from(mails)
  const tried = async () => (await rows()).filter(({ attempts }) => attempts > 0)

  const instance = await world.start(notifications, { env: env(`${mailbox.smtpUrl}?socketTimeout=500`) })
  await expect.poll(tried, soon).not.toEqual([])
  await instance[Symbol.asyncDispose]()
  // It may have been stopped before it began with any.
  expect((await tried()).length).toBeLessThanOrEqual(mailsAtOnce)
  expect((await rows()).filter(({ status, leaseUntil }) => status !== 'queued' || leaseUntil)).toEqual([])
})

test('whoever watches is told of a mail that has failed for good, and not for whom it was', async () => {
  await using world = await startWorld([addressBook], { idle: [notifications] })
  await queue(world, 1, newId('usr'))
  const warned: object[] = []
  const log = { info: () => {}, warn: (fields: object) => warned.push(fields), error: () => {} }
  const databaseUrl = world.databaseUrl('notifications')
  const instance = await startActor(notifications, { bus: world.bus, env: env(), databaseUrl, log })
  await expect.poll(() => warned, soon).toHaveLength(1)
  await instance[Symbol.asyncDispose]()
  const [row] = await world.db('notifications').select().from(mails)
  expect(row).toMatchObject({ status: 'failed', attempts: 1 })
  expect(warned).toEqual([{ notificationId: row?.id, template: 'welcome', attempts: 1 }])
})

test('a mail of a kind that only newer instances know of is left for one of them', async () => {
  await using mailbox = await startMailbox()
  await using world = await startWorld([addressBook], { idle: [notifications] })
  await world
    .db('notifications')
    .insert(mails)
    .values(mailTo(reader.userId, { template: 'news-of-2030' }))
  const row = async () => (await world.db('notifications').select().from(mails))[0]
  await world.start(notifications, { env: env(mailbox.smtpUrl) })
  const left = { status: 'queued', leaseUntil: null, lastError: expect.stringContaining('news-of-2030') as unknown }
  await expect.poll(row, soon).toMatchObject(left)
  await world.db('notifications').update(mails).set({ template: 'welcome', nextAt: new Date() })
  await expect.poll(row, soon).toMatchObject({ status: 'sent' })
})
