import { afterAll, beforeAll, expect, test } from 'vitest'
import { coupons, promotions } from '#db/orders/schema.ts'
import { newId } from '#subjects/id.ts'
import { reserveStock } from '#subjects/inventory.ts'
import { cancelOrder } from '#subjects/orders.ts'
import { insist } from '#actors/test-network.ts'
import { openSpoiledShop, type SpoiledShop } from './test-bugs.ts'

let shop: SpoiledShop

beforeAll(async () => {
  shop = await openSpoiledShop()
}, 60_000)
afterAll(() => shop[Symbol.asyncDispose]())

const declined = { paymentMethod: 'pm_card_chargeDeclined' }

async function buy(sku = 'MUG'): Promise<string> {
  return (await shop.place(await shop.customerWith({ [sku]: 1 }))).id
}

/** Makes a table drop the rows for which the condition holds, as if they had never been written. */
async function losing(database: 'orders' | 'payments', table: string, when: string, write = 'insert'): Promise<void> {
  await shop.owner[database].unsafe(`
    create function lose() returns trigger language plpgsql as 'begin return null; end';
    create trigger lose before ${write} on ${table} for each row when (${when}) execute function lose()`)
}

const mend = (database: 'orders' | 'payments') => shop.owner[database].unsafe('drop function lose cascade')

async function issueCoupon(): Promise<string> {
  const db = shop.world.db('orders')
  const [code, id, now] = [
    newId('code').slice(-8).toUpperCase(),
    newId('prm'),
    { createdAt: new Date(), updatedAt: new Date() },
  ]
  const promotion = { name: 'Spring', benefit: { kind: 'percentage', percent: 10 }, conditions: {}, priority: 0 }
  await db.insert(promotions).values({ ...promotion, id, exclusive: false, couponOnly: true, ...now })
  await db.insert(coupons).values({ code, promotionId: id, mostUses: 1, ...now })
  await db.execute('update store set rules_version = rules_version + 1')
  return code
}

async function buyWith(code: string): Promise<void> {
  const who = await shop.customerWith({ MUG: 1 })
  await shop.owner.orders`update carts set coupon_code = ${code} where customer_id = ${who.id}`
  await shop.place(who)
}

test('a shop without a bug breaks no law, whatever comes of its orders', async () => {
  const who = await shop.customerWith({ MUG: 2 })
  const { id: orderId } = await shop.place(who)
  const idempotencyKey = newId('key')
  await insist(() => shop.world.as(who).request(cancelOrder, { orderId }, { idempotencyKey }))
  await expect(shop.place(await shop.customerWith({ MUG: 1 }), declined)).rejects.toThrow()
  await expect(buy('SEXTANT')).rejects.toThrow()
  await buyWith(await issueCoupon())
  await buy()
  await shop.rest()
  await expect.poll(() => shop.brokenAnew(), { timeout: 10_000 }).toEqual([])
})

type Bug = readonly [bug: string, law: string, plant: () => Promise<unknown>]

const bugs: readonly Bug[] = [
  [
    'a shelf is not looked at before something is promised',
    'S9',
    async () => {
      await shop.owner.inventory`alter table stocks drop constraint stocks_cover_promises`
      shop.mistakes.add('takes no look at the shelf')
      await buy('SEXTANT')
    },
  ],
  [
    'an event is acknowledged before it is acted on, and its process dies',
    'E2',
    async () => {
      shop.mistakes.add('acks early')
      await buy()
    },
  ],
  [
    'an event that was heard is not noted, so that it is acted on twice',
    'S18',
    async () => {
      await shop.owner.notifications`drop index notifications_once`
      shop.mistakes.add('forgets what it has heard')
      await buy()
    },
  ],
  [
    'a call to the provider is repeated under a new key',
    'S2',
    async () => {
      const orderId = await buy()
      const body = { amount: '1490', currency: 'eur', payment_method: 'pm_card_visa', 'metadata[order_id]': orderId }
      const again = new URLSearchParams({ ...body, confirm: 'true', 'payment_method_types[]': 'card' })
      const headers = { authorization: 'Bearer sk_test_shop', 'idempotency-key': newId('key') }
      const { ok } = await fetch(`${shop.stripeUrl}/v1/payment_intents`, { method: 'POST', body: again, headers })
      expect(ok).toBe(true)
    },
  ],
  [
    'a step is not undone when the next one fails',
    'E6',
    async () => {
      shop.mistakes.add('skips the undo')
      await expect(shop.place(await shop.customerWith({ MUG: 1 }), declined)).rejects.toThrow()
    },
  ],
  [
    'a change is committed without its event',
    'S17',
    async () => {
      await losing('orders', 'outbox', `new.subject = 'order.confirmed'`)
      await buy()
      await mend('orders')
    },
  ],
  [
    'a change is committed without its place in the history',
    'S14',
    async () => {
      await losing('orders', 'order_events', `new.type = 'order.confirmed'`)
      await buy()
      await mend('orders')
    },
  ],
  [
    'an order leaves a state that is an end',
    'S15',
    async () => {
      const orderId = await buy()
      await shop.owner.orders`
        with moved as (
          update orders set status = status, version = version + 2 where id = ${orderId} returning *
        ), told as (
          insert into outbox (id, subject, stream, aggregate_id, aggregate_version, headers, body)
          select 'evt_late' || n, 'order.cancelled', 'orders', id, version - n, '{}', '{}' from moved, (values (0), (1)) as places (n)
        )
        insert into order_events (order_id, seq, type, status, actor, data, at)
        select id, version - n, 'order.cancelled', case n when 1 then 'cancelled' else status end, 'test', '{}', now()
        from moved, (values (0), (1)) as places (n)`
    },
  ],
  [
    'the uses of a coupon are not counted',
    'S22',
    async () => {
      const code = await issueCoupon()
      await losing('orders', 'coupons', 'new.used > old.used', 'update')
      await buyWith(code)
      await buyWith(code)
      await mend('orders')
    },
  ],
  [
    'a cart is ordered twice',
    'S16',
    async () => {
      const orderId = await buy()
      await shop.owner.orders`drop index orders_cart`
      await shop.owner
        .orders`update orders set cart_id = (select cart_id from orders where id = ${orderId}) where id = ${await buy()}`
    },
  ],
  [
    'one side of a transfer is not booked',
    'S6',
    async () => {
      await shop.owner.payments`drop trigger transactions_balance on transactions`
      await losing('payments', 'transactions', `new.account = 'revenue'`)
      await buy()
      await shop.rest()
      await mend('payments')
    },
  ],
  [
    'more is given back than was taken',
    'S3',
    async () => {
      const orderId = await buy()
      await shop.owner
        .payments`alter table payments drop constraint payments_amounts, drop constraint payments_to_refund`
      await shop.rest()
      await shop.owner
        .payments`update payments set refunded = captured + 1, to_refund = captured + 1 where order_id = ${orderId}`
    },
  ],
  [
    'what is held for an order that never came is not let go',
    'E6',
    async () => {
      const lines = [{ sku: 'MUG', quantity: 1 }]
      await shop.world.tools.request(reserveStock, { orderId: newId('ord'), lines, holdSeconds: 60 })
    },
  ],
]

test.each(bugs)('%s: %s', { timeout: 30_000 }, async (_bug, law, plant) => {
  await plant()
  await shop.rest()
  shop.mistakes.clear()
  expect(await shop.brokenAnew()).toContain(law)
})
