import { inject, expect, test } from 'vitest'
import { notifications as mails } from '#db/notifications/schema.ts'
import { users as accounts } from '#db/users/schema.ts'
import { newId } from '#subjects/id.ts'
import { paymentDisputed } from '#subjects/payments.ts'
import { users } from '../users/actor.ts'
import { startWorld } from '../world.ts'
import { notifications } from './actor.ts'

test('everybody who works here is told of a dispute once, and nobody else', async () => {
  const env = {
    SECRET_KEY: 'a secret for the tests, and a long one',
    REDIS_URL: inject('redisUrl'),
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'Tradewind <hello@tradewind.example>',
  }
  await using world = await startWorld([users, notifications], { env })
  const roles = ['customer', 'staff', 'admin'] as const
  const times = { createdAt: new Date(), updatedAt: new Date() }
  const people = roles.map((role) => ({ id: newId('usr'), role, email: `${role}@example.com`, name: role, ...times }))
  await world
    .db('users')
    .insert(accounts)
    .values(people.map((one) => ({ ...one, passwordHash: 'x' })))
  const dispute = {
    disputeId: 'dp_1',
    paymentId: newId('pay'),
    orderId: newId('ord'),
    amount: { amount: 4_999, currency: 'EUR' },
    reason: 'fraudulent',
    state: 'open',
    answerBy: null,
  }
  for (const id of ['evt_one', 'evt_one']) await world.tell(paymentDisputed, dispute, id)
  await world.settle()
  const written = await world.db('notifications').select().from(mails)
  expect(written.map(({ userId }) => userId).toSorted()).toEqual(
    people
      .slice(1)
      .map(({ id }) => id)
      .toSorted(),
  )
  expect(written[0]).toMatchObject({
    template: 'payment-disputed',
    subject: `A payment is disputed: ${dispute.orderId}`,
  })
})
