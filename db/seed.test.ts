import { sql } from 'drizzle-orm'
import { expect, inject, test } from 'vitest'
import { IdOf } from '#subjects/common.ts'
import { shape } from '#subjects/subject.ts'
import { connectDb } from './client.ts'
import { stockMovements, stocks } from './inventory/schema.ts'
import { catalogue } from './products/catalogue.ts'
import { shippingMethods, taxRates } from './orders/schema.ts'
import { categories, products, variants } from './products/schema.ts'
import { seedAll } from './seed-all.ts'
import { cloneDatabases } from './test-databases.ts'
import { verifyPassword } from './users/password.ts'
import { users } from './users/schema.ts'

const staff = { email: 'admin@tradewind.example', password: 'a chart, a lamp, a line' }
const shop = catalogue()
const skus = shop.products.flatMap(({ variants }) => variants.map(({ sku }) => sku))

async function open(stack: AsyncDisposableStack) {
  const { urls } = stack.use(await cloneDatabases(inject('postgresUrl'), ['users', 'products', 'inventory', 'orders']))
  const dbOf = (url: string) => stack.use(connectDb(url, { max: 1, name: 'test' })).db
  return {
    urls,
    users: dbOf(urls.users),
    products: dbOf(urls.products),
    inventory: dbOf(urls.inventory),
    orders: dbOf(urls.orders),
  }
}

test('two that fill the shop at once, and one that comes later, fill it once', async () => {
  await using stack = new AsyncDisposableStack()
  const world = await open(stack)
  const { urls } = world
  await Promise.all([seedAll({ urls, staff }), seedAll({ urls, staff })])
  const before = await counts(world)
  await world.products.execute(sql`update variants set price = 1, available = 0 where sku = 'MUG-ENAMEL-NAVY'`)
  await seedAll({ urls, staff: { ...staff, password: 'another password' } })
  expect(await counts(world)).toEqual(before)
  const [mug] = await world.products.select().from(variants).where(sql`sku = 'MUG-ENAMEL-NAVY'`)
  expect(mug).toMatchObject({ price: 1, available: 0 })
  const [admin, ...others] = await world.users.select().from(users)
  expect(others).toEqual([])
  expect(admin).toMatchObject({ email: staff.email, role: 'admin', version: 1 })
  expect(await verifyPassword(admin?.passwordHash ?? '', staff.password)).toBe(true)
})

test.each(['password', 'tradewind staff', 'administrator1!'])(
  'the staff login takes no password that a customer could not have: %s',
  async (password) => {
    await using stack = new AsyncDisposableStack()
    const { urls, users: people } = await open(stack)
    const weak = { email: 'Administrator@tradewind.example', password }
    await expect(seedAll({ urls, staff: weak })).rejects.toThrow(/^STAFF_PASSWORD: The password /)
    expect(await people.$count(users)).toBe(0)
  },
)

test('an account that is not an administrator is not made one, and the seed says so', async () => {
  await using stack = new AsyncDisposableStack()
  const { urls, users: people } = await open(stack)
  await seedAll({ urls, staff })
  await people.update(users).set({ role: 'customer' })
  const again = seedAll({ urls, staff: { ...staff, email: staff.email.toUpperCase() } })
  await expect(again).rejects.toThrow(/^STAFF_EMAIL: ADMIN@TRADEWIND.EXAMPLE is the address of an account/)
  expect(await people.select().from(users)).toMatchObject([{ role: 'customer' }])
})

test('everything of the catalogue is there, and products and inventory agree about the stock', async () => {
  await using stack = new AsyncDisposableStack()
  const world = await open(stack)
  await seedAll({ urls: world.urls })
  expect(await counts(world)).toEqual({
    categories: shop.categories.length,
    products: shop.products.length,
    variants: skus.length,
    stocks: skus.length,
    movements: shop.products.flatMap(({ variants }) => variants).filter(({ stock }) => stock > 0).length,
  })
  await agreeAboutStock(world)
  const [moved] = await world.inventory.execute<{ wrong: number }>(sql`
    select count(*) as wrong from stocks s
    where on_hand <> (select coalesce(sum(delta), 0) from stock_movements m where m.sku = s.sku)`)
  expect(moved?.wrong).toBe(0)
})

test('the shop sends and taxes what it sells, and keeps to what staff have said of that instead', async () => {
  await using stack = new AsyncDisposableStack()
  const world = await open(stack)
  await seedAll({ urls: world.urls })
  const rules = async () => ({
    methods: (await world.orders.select().from(shippingMethods)).map(({ name }) => name).sort(),
    rates: (await world.orders.select().from(taxRates)).map(({ ratePpm }) => ratePpm).sort((a, b) => a - b),
  })
  expect(await rules()).toEqual({ methods: ['Express', 'Standard'], rates: [70_000, 190_000] })
  for (const table of [variants, products, categories]) await world.products.delete(table)
  await world.orders.delete(shippingMethods)
  await seedAll({ urls: world.urls })
  expect(await rules()).toEqual({ methods: [], rates: [70_000, 190_000] })
})

test('ids are TypeIDs, and what a list shows of a product follows from its variants', async () => {
  await using stack = new AsyncDisposableStack()
  const world = await open(stack)
  await seedAll({ urls: world.urls })
  const rows = await world.products.select().from(products)
  const isId = shape(IdOf('prd'))
  expect(rows.every(({ id }) => isId.matches(id))).toBe(true)
  const shown = new Map(rows.map((row) => [row.slug, row]))
  for (const { slug, variants } of shop.products) {
    const priceFrom = Math.min(...variants.map(({ price }) => price))
    expect(shown.get(slug)).toMatchObject({ priceFrom, inStock: variants.some(({ stock }) => stock > 0) })
  }
})

test('a shop whose stock was counted before the seed died is filled to the end', async () => {
  await using stack = new AsyncDisposableStack()
  const half = await open(stack)
  await seedAll({ urls: half.urls })
  for (const table of [variants, products, categories]) await half.products.delete(table)
  await half.inventory.execute(sql`
    update stocks set on_hand = on_hand + 3, reserved = 2, version = 2 where sku = 'MUG-ENAMEL-NAVY'`)
  await seedAll({ urls: half.urls })
  await agreeAboutStock(half)
  expect(await counts(half)).toMatchObject({
    products: shop.products.length,
    variants: skus.length,
    stocks: skus.length,
  })
})

async function agreeAboutStock(world: Awaited<ReturnType<typeof open>>): Promise<void> {
  const [shown, counted] = await Promise.all([
    world.products.execute(sql`
      select sku, available, stock_version as version from variants order by sku collate "C"`),
    world.inventory.execute(sql`
      select sku, on_hand - reserved as available, version from stocks order by sku collate "C"`),
  ])
  expect([...shown]).toEqual([...counted])
}

async function counts({ products: shopDb, inventory }: Awaited<ReturnType<typeof open>>) {
  return {
    categories: await shopDb.$count(categories),
    products: await shopDb.$count(products),
    variants: await shopDb.$count(variants),
    stocks: await inventory.$count(stocks),
    movements: await inventory.$count(stockMovements),
  }
}
