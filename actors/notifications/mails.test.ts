import { asc, eq, sql } from 'drizzle-orm'
import { connect, nkeyAuthenticator } from 'nats'
import { expect, inject, test } from 'vitest'
import type { Mail } from '#compose/local/mailbox/mail.ts'
import { startMailbox } from '#compose/local/mailbox/server.ts'
import { connectDb } from '#db/client.ts'
import { inbox } from '#db/messages.ts'
import { onDatabase } from '#db/databases.ts'
import { notifications as mails } from '#db/notifications/schema.ts'
import { users as accounts } from '#db/users/schema.ts'
import { orderExchangeFailed } from '#subjects/fulfilment.ts'
import type { Caller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { notificationSend } from '#subjects/notifications.ts'
import { orderAwaitingPayment, orderConfirmed, orderFailed } from '#subjects/orders.ts'
import { registerUser, userRegistered } from '#subjects/users.ts'
import { users } from '../users/actor.ts'
import { startWorld, type World } from '../world.ts'
import { notifications } from './actor.ts'

const anonymous: Caller = { id: 'anonymous', role: 'anonymous', via: 'edge' }

/** A shop with a mail server of its own. */
async function openShop() {
  await using opening = new AsyncDisposableStack()
  const mailbox = opening.use(await startMailbox())
  const env = {
    SECRET_KEY: 'a secret for the tests, and a long one',
    REDIS_URL: inject('redisUrl'),
    SMTP_URL: `${mailbox.smtpUrl}?socketTimeout=500`,
    MAIL_FROM: 'Tradewind <hello@tradewind.example>',
  }
  const world = opening.use(await startWorld([users, notifications], { env }))
  const opened = opening.move()
  const input = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada' }
  return {
    ...world,
    env,
    register: (given: Partial<typeof input> = {}) => world.as(anonymous).request(registerUser, { ...input, ...given }),
    received: async () => (await (await fetch(`${mailbox.url}/messages?limit=1000`)).json()) as Mail[],
    fault: (fault: object) => fetch(`${mailbox.url}/faults`, { method: 'POST', body: JSON.stringify(fault) }),
    rows: () => world.db('notifications').select().from(mails).orderBy(asc(mails.id)),
    /** The time of every mail that waits for something has come. */
    hurry: () => world.db('notifications').update(mails).set({ nextAt: sql`clock_timestamp()`, leaseUntil: null }),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

const soon = { timeout: 8_000, interval: 50 }
const oneRow = async (shop: { rows: () => Promise<(typeof mails.$inferSelect)[]> }) => (await shop.rows())[0]

/** Tells an event again that the first stream of its owner holds, past the stream's own memory for duplicates. */
async function tellAgain({ natsVariables }: World, stream: string): Promise<void> {
  const { NATS_URL: servers = '', NATS_NKEY: seed } = natsVariables('test')
  const nc = await connect({ servers, authenticator: nkeyAuthenticator(new TextEncoder().encode(seed)) })
  const stored = await (await nc.jetstreamManager()).streams.getMessage(stream, { seq: 1 })
  stored.header.delete('Nats-Msg-Id')
  await nc.jetstream().publish(stored.subject, stored.data, { headers: stored.header })
  await nc.close()
}

const send = (world: World, userId: string) =>
  world.tell(notificationSend, { userId, subject: 'About your parcel', text: 'It is waiting for you.' })

test('whoever registers is welcomed', async () => {
  await using shop = await openShop()
  const { id } = await shop.register()
  await expect.poll(() => shop.received(), soon).toHaveLength(1)
  const [mail] = await shop.received()
  expect(mail).toMatchObject({
    from: '"Tradewind" <hello@tradewind.example>',
    to: ['ada@example.com'],
    subject: 'Welcome to Tradewind',
    text: expect.stringContaining('Hello Ada,'),
    html: expect.stringContaining('Hello Ada,'),
    headers: expect.objectContaining({ 'auto-submitted': 'auto-generated' }),
  })
  await expect.poll(() => oneRow(shop), soon).toMatchObject({ userId: id, status: 'sent', attempts: 1 })
  expect(mail?.messageId).toBe(`<${(await oneRow(shop))?.id}@tradewind.example>`)
})

test('an event that is told again leads to no second mail, not even to an actor that has forgotten it', async () => {
  await using shop = await openShop()
  await shop.register()
  await expect.poll(() => oneRow(shop), soon).toMatchObject({ status: 'sent' })
  await tellAgain(shop, `EVT_${userRegistered.stream.toUpperCase()}`)
  await shop.settle()
  await shop.db('notifications').delete(inbox)
  await tellAgain(shop, `EVT_${userRegistered.stream.toUpperCase()}`)
  await shop.settle()
  expect(await shop.db('notifications').$count(inbox)).toBe(1)
  expect(await shop.rows()).toHaveLength(1)
  expect(await shop.received()).toHaveLength(1)
})

test('instances that work side by side send every mail once', async () => {
  await using shop = await openShop()
  const options = { env: shop.env }
  await Promise.all([shop.start(notifications, options), shop.start(notifications, options)])
  const { id } = await shop.register()
  await Promise.all(Array.from({ length: 60 }, () => send(shop, id)))
  await expect.poll(async () => (await shop.rows()).filter(({ status }) => status === 'sent'), soon).toHaveLength(61)
  const received = await shop.received()
  expect(received).toHaveLength(61)
  expect(new Set(received.map(({ messageId }) => messageId)).size).toBe(61)
})

test('a mail that is put off is tried again later, and no other mail waits for it', async () => {
  await using shop = await openShop()
  await shop.fault({ do: '4xx' })
  const { id } = await shop.register()
  await expect
    .poll(() => oneRow(shop), soon)
    .toMatchObject({
      status: 'queued',
      attempts: 1,
      lastError: expect.stringContaining('451'),
      leaseUntil: null,
    })
  await shop.db('notifications').update(mails).set({ nextAt: sql`clock_timestamp() + interval '1 hour'` })
  await send(shop, id)
  await expect.poll(() => shop.received(), soon).toMatchObject([{ subject: 'About your parcel' }])
  await shop.hurry()
  await expect.poll(() => oneRow(shop), soon).toMatchObject({ status: 'sent', attempts: 2, lastError: null })
  expect(await shop.received()).toHaveLength(2)
})

test('a mail that is refused has failed, and is not tried again', async () => {
  await using shop = await openShop()
  await shop.fault({ do: '5xx' })
  await shop.register()
  await expect.poll(() => oneRow(shop), soon).toMatchObject({ status: 'failed', sentAt: null })
  expect((await oneRow(shop))?.lastError).toContain('554')
  await shop.hurry()
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(await oneRow(shop)).toMatchObject({ status: 'failed', attempts: 1 })
  expect(await shop.received()).toEqual([])
})

test('a mail server that hangs is given up on, and tried again', async () => {
  await using shop = await openShop()
  await shop.fault({ do: 'hang' })
  await shop.register()
  await expect.poll(() => oneRow(shop), soon).toMatchObject({ status: 'queued', attempts: 1 })
  await expect.poll(async () => (await oneRow(shop))?.lastError, soon).toMatch(/timeout/i)
  await shop.hurry()
  await expect.poll(() => oneRow(shop), soon).toMatchObject({ status: 'sent', attempts: 2 })
})

test('a lost answer to a mail leads to one copy, which can be told by its Message-ID', async () => {
  await using shop = await openShop()
  await shop.fault({ do: 'drop_after_data' })
  await shop.register()
  await expect.poll(async () => (await oneRow(shop))?.lastError, soon).toBeTruthy()
  await shop.hurry()
  await expect.poll(() => oneRow(shop), soon).toMatchObject({ status: 'sent', attempts: 2 })
  const [mail, copy, ...others] = await shop.received()
  expect(copy?.messageId).toBe(mail?.messageId)
  expect(others).toEqual([])
})

test('an instance that dies between sending and noting it leaves one copy, sent by another one when its lease is over', async () => {
  await using shop = await openShop()
  await using admin = connectDb(
    onDatabase(inject('postgresUrl'), new URL(shop.databaseUrl('notifications')).pathname.slice(1)),
  )
  await admin.sql.unsafe(`
    create function die() returns trigger language plpgsql as $$ begin raise exception 'gone'; end $$;
    create trigger die before update on notifications for each row when (new.status = 'sent') execute function die()`)
  await shop.register()
  await expect.poll(() => shop.received(), soon).toHaveLength(1)
  await expect.poll(() => shop.bugs, soon).toHaveLength(1)
  expect(await oneRow(shop)).toMatchObject({ status: 'queued', attempts: 1 })
  expect((await oneRow(shop))?.leaseUntil?.getTime()).toBeGreaterThan(Date.now() + 30_000)
  shop.bugs.length = 0

  await admin.sql.unsafe('drop trigger die on notifications')
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(await shop.received()).toHaveLength(1)
  await shop.hurry()
  await expect.poll(() => oneRow(shop), soon).toMatchObject({ status: 'sent', attempts: 2 })
  const [mail, copy, ...others] = await shop.received()
  expect(copy?.messageId).toBe(mail?.messageId)
  expect(others).toEqual([])
})

test('an order that is certain is confirmed, and one that failed is told of only to who was waiting for it', async () => {
  await using shop = await openShop()
  const { id: customerId } = await shop.register()
  const total = { amount: 1_999, currency: 'EUR' }
  const productId = newId('prd')
  const nothing = { amount: 0, currency: 'EUR' }
  const goods = { sku: 'MUG', productId, name: 'Mug', title: 'Blue', quantity: 1, unitPrice: total }
  const lines = [{ ...goods, discount: nothing, taxRatePpm: 0, tax: nothing, total }]
  const fact = { orderId: newId('ord'), customerId, total, lines }
  const failed = { ...fact, status: 'payment_failed' as const, reason: 'payment-declined' }
  await shop.tell(orderConfirmed, { ...fact, status: 'confirmed', number: 'T-1' })
  await shop.tell(orderFailed, { ...failed, number: 'T-2', customerWaited: false })
  await shop.tell(orderFailed, { ...failed, number: 'T-3', customerWaited: true })

  await expect.poll(() => shop.received(), soon).toHaveLength(3)
  const bySubject = new Map((await shop.received()).map((mail) => [mail.subject, mail.text]))
  expect(bySubject.get('Your order T-1 is confirmed')).toContain('1 × Mug, Blue   €19.99')
  expect(bySubject.get('Your order T-3 could not be completed')).toContain('Nothing was charged')
})

test('whoever waits for an exchange is told to confirm its payment, and whether it came to anything', async () => {
  await using shop = await openShop()
  const { id: customerId } = await shop.register()
  const total = { amount: 0, currency: 'EUR' }
  const fact = { orderId: newId('ord'), customerId, total, lines: [] }
  const exchangeOf = newId('ret')
  const waiting = { ...fact, status: 'awaiting_payment' as const }
  await shop.tell(orderAwaitingPayment, { ...waiting, number: 'T-1' })
  await shop.tell(orderAwaitingPayment, { ...waiting, number: 'T-2', exchangeOf })
  await shop.tell(orderConfirmed, { ...fact, status: 'confirmed', number: 'T-2', exchangeOf })
  const failed = { ...fact, status: 'rejected' as const, reason: 'out-of-stock', customerWaited: true }
  await shop.tell(orderFailed, { ...failed, number: 'T-3', exchangeOf })
  const refused = { ...fact, status: 'delivered' as const, returnId: exchangeOf, reason: 'exchange-incomplete' }
  await shop.tell(orderExchangeFailed, { ...refused, number: 'T-4' })

  await expect.poll(() => shop.received(), soon).toHaveLength(5)
  const told = new Map((await shop.received()).map((mail) => [mail.subject, mail.text]))
  expect(told.get('Please confirm the payment of your order T-2')).toContain('Your bank asks you to confirm')
  expect(told.get('Your order T-2 is confirmed')).toContain('What you sent back has arrived and is paid back to you.')
  expect(told.get('Your order T-3 could not be completed')).toContain('What you sent back is paid back to you')
  expect(told.get('The exchange for your order T-4')).toContain('Not everything came back')
})

test('a mail to an account that is gone has failed', async () => {
  await using shop = await openShop()
  await send(shop, newId('usr'))
  await expect
    .poll(() => oneRow(shop), soon)
    .toMatchObject({ status: 'failed', lastError: expect.stringMatching(/account/) })
  expect(await shop.received()).toEqual([])
})

test('while nobody knows the addresses mails wait, and then they are sent', async () => {
  await using shop = await openShop()
  const { id } = await shop.register()
  await expect.poll(() => shop.received(), soon).toHaveLength(1)
  await using mute = await lockAccounts(shop)
  await send(shop, id)
  await expect
    .poll(async () => (await shop.rows())[1], soon)
    .toMatchObject({ status: 'queued', attempts: 1, leaseUntil: null })
  await mute[Symbol.asyncDispose]()
  shop.bugs.length = 0
  await shop.hurry()
  await expect.poll(() => shop.received(), soon).toHaveLength(2)
})

/** Keeps the users actor from answering, as an outage would. */
async function lockAccounts(shop: World): Promise<AsyncDisposable> {
  const db = shop.db('users')
  const release = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const holding = db.transaction(async (tx) => {
    await tx.execute(sql`lock table ${accounts} in access exclusive mode`)
    held.resolve()
    await release.promise
  })
  await held.promise
  return {
    [Symbol.asyncDispose]: async () => {
      release.resolve()
      await holding
    },
  }
}

test('a name that is an advertisement reaches nobody', async () => {
  await using shop = await openShop()
  await shop.register({ name: 'Win at http://spam.example' })
  await expect.poll(() => shop.received(), soon).toHaveLength(1)
  expect(JSON.stringify(await shop.received())).not.toContain('spam.example')
  expect((await shop.received())[0]?.text).toMatch(/^Hello,\n/)
  const [account] = await shop.db('users').select().from(accounts).where(eq(accounts.email, 'ada@example.com'))
  expect(account?.name).toBe('Win at http://spam.example')
})

test('a name of several lines is greeted in one', async () => {
  await using shop = await openShop()
  const { id } = await shop.register()
  await expect.poll(() => shop.received(), soon).toHaveLength(1)
  const name = 'Ada\r\n\r\nYour order is lost. Call 0900 1234'
  await shop.db('users').update(accounts).set({ name }).where(eq(accounts.id, id))
  await send(shop, id)
  await expect.poll(() => shop.received(), soon).toHaveLength(2)
  const mail = (await shop.received()).find(({ subject }) => subject === 'About your parcel')
  expect(mail?.text).toMatch(/^Hello Ada Your order is lost\. Call 0900 1234,\n/)
})
