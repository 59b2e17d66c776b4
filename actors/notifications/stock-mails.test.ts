import { sql } from 'drizzle-orm'
import { expect, inject, test } from 'vitest'
import { notifications as mails } from '#db/notifications/schema.ts'
import { newId } from '#subjects/id.ts'
import { stockLow, stockReturned } from '#subjects/inventory.ts'
import { updateStockRules } from '#subjects/locations.ts'
import { createProduct } from '#subjects/products.ts'
import { inventory } from '../inventory/actor.ts'
import { products } from '../products/actor.ts'
import { users } from '../users/actor.ts'
import { staff, startWorld } from '../world.ts'
import { notifications } from './actor.ts'

test('low stock is written about to each of the staff who want to know, and stock that is back to whoever waited', async () => {
  const env = {
    SECRET_KEY: 'a secret for the tests, and a long one',
    REDIS_URL: inject('redisUrl'),
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'Tradewind <hello@tradewind.example>',
  }
  await using world = await startWorld([users, inventory, products, notifications], { env })
  const [ada, bob] = [newId('usr'), newId('usr')]
  const low = { sku: 'MUG', locationId: newId('loc'), available: 3, threshold: 5 }
  await world.tell(stockLow, { ...low, sku: 'CUP' })
  await world.settle()
  await world.as(staff).request(updateStockRules, { lowStockMailTo: [ada, bob] }, { ifVersion: '*' })

  await world.db('products').execute(sql`insert into categories (slug, name, position) values ('tents', 'Tents', 1)`)
  const input = { slug: 'tent', name: 'A tent', description: 'Of cloth', brand: 'Tarp', category: 'tents' }
  const variants = [{ sku: 'TENT', title: 'Green', price: { amount: 9_900, currency: 'EUR' } }]
  await world.as(staff).request(createProduct, { ...input, variants })

  for (const id of ['evt_low', 'evt_low']) await world.tell(stockLow, low, id)
  await world.tell(stockReturned, { sku: 'TENT', userId: ada })
  await world.tell(stockReturned, { sku: 'GONE', userId: bob })
  await world.settle()
  const written = await world.db('notifications').select().from(mails)
  expect(written.map(({ userId, subject }) => `${userId} ${subject}`).toSorted()).toEqual(
    [`${ada} A tent, Green is back`, `${ada} MUG runs low: 3 left`, `${bob} MUG runs low: 3 left`].toSorted(),
  )
})
