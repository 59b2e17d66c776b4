import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { startMailbox } from '#compose/local/mailbox/server.ts'
import { notifications as mails, preferences } from '#db/notifications/schema.ts'
import { cartAbandoned } from '#subjects/carts.ts'
import type { Caller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/notifications.ts'
import { readContacts } from '#subjects/users.ts'
import { actor } from '../actor.ts'
import { customer, startWorld } from '../world.ts'
import { notifications } from './actor.ts'

type Mail = { text: string; headers: Record<string, string> }

const ada = customer(newId('usr'))

/** Everybody is Ada. */
const addressBook = actor({
  name: 'users',
  contracts: { readContacts },
  handlers: {
    readContacts: async ({ userIds }) => ({
      contacts: userIds.map((userId) => ({ userId, email: 'ada@example.com', name: 'Ada' })),
    }),
  },
})

async function openPost() {
  await using opening = new AsyncDisposableStack()
  const mailbox = opening.use(await startMailbox())
  const env = {
    SMTP_URL: mailbox.smtpUrl,
    MAIL_FROM: 'Tradewind <hello@tradewind.example>',
    PUBLIC_URL: 'https://api.shop.example',
  }
  const world = opening.use(await startWorld([addressBook, notifications], { env }))
  const opened = opening.move()
  const anonymous: Caller = { id: 'anonymous', role: 'anonymous', via: 'edge' }
  return {
    world,
    abandon: (who: Caller, cartId = newId('crt')) =>
      world.tell(cartAbandoned, { cartId, customerId: who.id, pieces: 2 }),
    received: async () => (await (await fetch(`${mailbox.url}/messages`)).json()) as Mail[],
    rows: () => world.db('notifications').select().from(mails),
    unsubscribe: (token: string) => world.as(anonymous).request(subject.unsubscribe, { token }),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

test('a reminder says how to end such mails, with one click as well, and after that there are none', async () => {
  await using post = await openPost()
  await post.abandon(ada)
  await expect.poll(post.received, { timeout: 8_000 }).toHaveLength(1)
  const [mail] = await post.received()
  const [, token = ''] = /https:\/\/api\.shop\.example\/unsubscribe\/([0-9a-f-]{36})/.exec(mail?.text ?? '') ?? []
  expect(mail?.headers).toMatchObject({
    'list-unsubscribe': `<https://api.shop.example/unsubscribe/${token}>`,
    'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
  })
  await post.unsubscribe(token)
  await post.unsubscribe(token)
  expect(await post.world.as(ada).request(subject.readPreferences, {})).toEqual({ marketing: false })
  await post.abandon(ada)
  await post.world.settle()
  expect(await post.rows()).toHaveLength(1)
})

test('whoever wants no such mails gets none, until they want them again, and others go on getting theirs', async () => {
  await using post = await openPost()
  const mine = post.world.as(ada)
  expect(await mine.request(subject.readPreferences, {})).toEqual({ marketing: true })
  await mine.request(subject.putPreferences, { marketing: false })
  const eve = customer(newId('usr'))
  await post.abandon(ada)
  await post.abandon(eve)
  await post.world.settle()
  expect((await post.rows()).map(({ userId }) => userId)).toEqual([eve.id])
  await mine.request(subject.putPreferences, { marketing: true })
  await post.abandon(ada)
  await post.world.settle()
  expect((await post.rows()).map(({ userId }) => userId).sort()).toEqual([ada.id, eve.id].sort())
})

test('ending them takes back what is queued, and nothing that is about an order', async () => {
  await using post = await openPost()
  const later = new Date(Date.now() + 3_600_000)
  const row = (template: string) => {
    return {
      id: newId('ntf'),
      causeId: newId('evt'),
      channel: 'email' as const,
      userId: ada.id,
      template,
      data: {},
      subject: 'x',
      nextAt: later,
    }
  }
  await post.world
    .db('notifications')
    .insert(mails)
    .values([row('cart-abandoned'), row('order-confirmed')])
  await post.world.as(ada).request(subject.putPreferences, { marketing: false })
  expect((await post.rows()).map(({ template }) => template)).toEqual(['order-confirmed'])
})

test("a token that is nobody's changes nothing, and is answered like any other", async () => {
  await using post = await openPost()
  await post.world.as(ada).request(subject.putPreferences, { marketing: true })
  expect(await post.unsubscribe('00000000-0000-4000-8000-000000000000')).toBeNull()
  const [row] = await post.world.db('notifications').select().from(preferences).where(eq(preferences.userId, ada.id))
  expect(row?.marketing).toBe(true)
})
