import { sql } from 'drizzle-orm'
import { connectDb, transaction } from './client.ts'
import { seedStocks } from './inventory/seed.ts'
import { seedRules } from './orders/seed.ts'
import { catalogue } from './products/catalogue.ts'
import { hasProducts, seedProducts } from './products/seed.ts'
import { type Login, seedAdministrator } from './users/seed.ts'

export type SeedOptions = {
  readonly urls: Readonly<Record<'users' | 'products' | 'inventory' | 'orders', string>>
  /** The first member of the staff; left out, nobody is made. */
  readonly staff?: Login
}

/**
 * Fills an empty shop with the demo catalogue, its stock, what sending it costs and how it is taxed, and a login for the staff. Several processes may do this at once,
 * and again: what is there stays as it is. No event says so, for nobody could do anything about it: products and inventory,
 * who would tell each other, are both filled here with the same.
 */
export async function seedAll({ urls, staff }: SeedOptions): Promise<void> {
  if (staff) await seedStaff(urls.users, staff)
  await seedShop(urls)
}

async function seedShop(urls: SeedOptions['urls']): Promise<void> {
  await using shop = connectDb(urls.products, { max: 1, name: 'seed' })
  await using warehouse = connectDb(urls.inventory, { max: 1, name: 'seed' })
  await using desk = connectDb(urls.orders, { max: 1, name: 'seed' })
  await transaction(shop.db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('tradewind seed'))`)
    if (await hasProducts(tx)) return
    // The rest is committed first: products that are there have their stock and are sent, wherever an earlier run may have died.
    await transaction(desk.db, seedRules)
    const initial = catalogue().products.flatMap(({ variants }) => variants)
    await seedProducts(tx, await transaction(warehouse.db, (stock) => seedStocks(stock, initial)))
  })
}

async function seedStaff(url: string, staff: Login): Promise<void> {
  await using people = connectDb(url, { max: 1, name: 'seed' })
  await seedAdministrator(people.db, staff)
}
