import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { notifications as mails } from '#db/notifications/schema.ts'
import { mostCounted } from '#subjects/common.ts'
import { newId } from '#subjects/id.ts'
import { listNotifications } from '#subjects/notifications.ts'
import { cursorInvalid } from '#subjects/cursor.ts'
import { customer, startWorld } from '../world.ts'
import { notifications } from './actor.ts'
import { mailTo } from './test-mail.ts'

const env = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'Tradewind <hello@tradewind.example>' }
const [ada, bob] = [customer(newId('usr')), customer(newId('usr'))]

async function givenMails(count: number) {
  const world = await startWorld([notifications], { env })
  const rows = Array.from({ length: count * 2 }, (_, index) =>
    mailTo(index % 2 === 0 ? ada.id : bob.id, { subject: `No. ${index}`, status: 'sent' }),
  )
  if (rows.length > 0) await world.db('notifications').insert(mails).values(rows)
  return world
}

test('a list is read page by page, newest first, each of the own mails once', async () => {
  await using world = await givenMails(5)
  const list = (input: { limit?: number; cursor?: string }) => world.as(ada).request(listNotifications, input)
  const seen: string[] = []
  const pages: number[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Awaited<ReturnType<typeof list>> = await list({ limit: 2, ...(cursor && { cursor }) })
    seen.push(...page.items.map(({ subject }) => subject))
    pages.push(page.items.length)
    cursor = page.next
  }
  expect(pages).toEqual([2, 2, 1])
  expect(seen).toEqual(['No. 8', 'No. 6', 'No. 4', 'No. 2', 'No. 0'])
  expect((await list({ limit: 5 })).next).toBeNull()
  expect((await list({})).items[0]).toEqual({
    id: expect.stringMatching(/^ntf_/),
    template: 'welcome',
    channel: 'email',
    subject: 'No. 8',
    status: 'sent',
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/),
    sentAt: null,
  })
})

test('the mails are counted when asked, for every page alike, and no further than anybody turns', async () => {
  await using world = await givenMails(3)
  const list = (input: { limit?: number; cursor?: string }) =>
    world.as(ada).request(listNotifications, { ...input, include: 'total' })
  const { next, ...first } = await list({ limit: 2 })
  expect(first).toMatchObject({ total: 3, relation: 'eq' })
  expect(await list({ limit: 2, cursor: next ?? '' })).toMatchObject({ total: 3, relation: 'eq' })
  expect(await world.as(ada).request(listNotifications, {})).not.toHaveProperty('total')

  const send = (first: number, last: number) =>
    world.db('notifications').execute(sql`
      insert into notifications (id, cause_id, channel, user_id, template, data, subject, status)
      select 'ntf_' || lpad(i::text, 26, '0'), 'c' || i, 'email', ${ada.id}, 'welcome', '{}', 'One more', 'sent'
      from generate_series(${first}::int, ${last}::int) i`)
  await send(4, mostCounted)
  expect(await list({})).toMatchObject({ total: mostCounted, relation: 'eq' })
  await send(mostCounted + 1, mostCounted + 1)
  expect(await list({ limit: 1 })).toMatchObject({ total: mostCounted, relation: 'gte' })
})

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test.each([
  'nonsense',
  encoded(newId('ntf')),
  encoded({ id: 1 }),
  encoded(['notifications', 'ntf_\0']),
  encoded(['orders', newId('ntf')]),
])('the cursor %s belongs to no list of mails', async (cursor) => {
  await using world = await givenMails(0)
  await expect(world.as(ada).request(listNotifications, { cursor })).rejects.toSatisfy(cursorInvalid.matches)
})
