import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { orderHolds } from '#db/inventory/schema.ts'
import { sagas } from '#db/messages.ts'
import { orders } from '#db/orders/schema.ts'
import { newId } from '#subjects/id.ts'
import { cancelOrder, readOrder } from '#subjects/orders.ts'
import { authorizePayment } from '#subjects/payments.ts'
import { payments } from '../payments/actor.ts'
import { around, openShop } from '../shop.ts'
import { checkoutTimesOf } from './checkout-times.ts'

const authenticate = { paymentMethod: 'pm_card_authenticationRequired' }

test('an order that nobody pays for in time ends, frees its stock, and cannot be paid for afterwards', async () => {
  await using shop = await openShop({ env: { AUTHENTICATE_WITHIN_SECONDS: 2, HOLD_SECONDS: 60 } })
  const ada = await shop.customerWith({ TENT: 10 })
  const waiting = await shop.place(ada, authenticate)
  expect(waiting.status).toBe('awaiting_payment')
  await shop.rest()
  expect(await shop.world.as(ada).request(readOrder, { orderId: waiting.id })).toMatchObject({
    status: 'payment_failed',
    problem: { code: 'payment-declined' },
  })
  expect((await shop.place(await shop.customerWith({ TENT: 10 }))).status).toBe('confirmed')
  // The customer still has the bank's page open.
  await shop.authenticate(waiting, 'succeed').catch(() => {})
  await shop.rest()
  expect(await shop.books(waiting.id)).toMatchObject({ captured: 0, held: 0 })
  expect(await shop.offenders()).toEqual([])
})

test('whoever pays after the hold has expired gets the money back, and the stock stays with whoever has it', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ TENT: 10 })
  const waiting = await shop.place(ada, authenticate)
  const [holds, own] = [shop.world.db('inventory'), eq(orderHolds.orderId, waiting.id)]
  const past = sql`clock_timestamp() - interval '1 second'`
  await holds.update(orderHolds).set({ expiresAt: past }).where(own)
  const held = async () => (await holds.select().from(orderHolds).where(own))[0]?.status
  await expect.poll(held, { timeout: 20_000 }).toBe('released')
  expect((await shop.place(await shop.customerWith({ TENT: 10 }))).status).toBe('confirmed')

  await shop.authenticate(waiting, 'succeed')
  await shop.rest()
  expect(await shop.world.as(ada).request(readOrder, { orderId: waiting.id })).toMatchObject({
    status: 'rejected',
    problem: { code: 'reservation-lost' },
  })
  expect(await shop.books(waiting.id)).toMatchObject({ authorized: waiting.total.amount, captured: 0, held: 0 })
  expect(await shop.offenders()).toEqual([])
})

test.each(['pm_card_authenticationRequired', 'pm_card_chargeDeclined'])(
  'where it takes long to come to the payment with %s, nobody is waited for longer than the stock is held for',
  async (paymentMethod) => {
    const longAgo = async (moment: 'before' | 'after') => {
      if (moment === 'after') return
      await shop.world.db('orders').update(orders).set({ createdAt: sql`created_at - interval '700 seconds'` })
    }
    await using shop = await openShop({ payments: around(payments, [authorizePayment.name], longAgo) })
    const ada = await shop.customerWith({ TENT: 10 })
    const waiting = await shop.place(ada, { paymentMethod, ifDeclined: 'wait' })
    expect(waiting.status).toBe('awaiting_payment')
    const [saga] = await shop.world.db('orders').select().from(sagas).where(eq(sagas.id, waiting.id))
    const { payBy = '' } = (saga?.data ?? {}) as { payBy?: string }
    const leftMs = Date.parse(payBy) - Date.now()
    expect(leftMs).toBeLessThan(51_000)
    expect(leftMs).toBeGreaterThan(0)
    await shop.world.as(ada).request(cancelOrder, { orderId: waiting.id }, { idempotencyKey: newId('key') })
    await shop.rest()
  },
)

test('what is held outlasts the wait for the money, or nothing starts', () => {
  expect(checkoutTimesOf({})).toEqual({ authenticateWithinMs: 600_000, holdSeconds: 900 })
  const env = { AUTHENTICATE_WITHIN_SECONDS: 900, HOLD_SECONDS: 900 }
  expect(() => checkoutTimesOf(env)).toThrow('HOLD_SECONDS: got 900, takes more than AUTHENTICATE_WITHIN_SECONDS (900)')
})
