import { transaction } from '#db/client.ts'
import { catalogue } from '#db/products/catalogue.ts'
import { seedProducts } from '#db/products/seed.ts'
import type { AskOptions } from '#subjects/bus.ts'
import type { Caller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { inventoryUpdated } from '#subjects/inventory.ts'
import { createProduct } from '#subjects/products.ts'
import type { InputOf } from '#subjects/subject.ts'
import { staff, startWorld, type World } from '../world.ts'
import { products } from './actor.ts'
import type { Product } from './product.ts'

type ProductInput = InputOf<typeof createProduct>

/** A world with the demo catalogue in it. */
export type Shop = World & {
  /** Adds a kettle, unless told otherwise. */
  create(given?: Partial<ProductInput>, options?: AskOptions): Promise<Product>
  /** Lets the shop hear what inventory says of a SKU. */
  tellStock(sku: string, version: number, available: number): Promise<void>
}

export const shopper: Caller = { id: 'anonymous', role: 'anonymous', via: 'edge' }

export async function startShop(instances = 1): Promise<Shop> {
  await using opening = new AsyncDisposableStack()
  const world = opening.use(await startWorld([products]))
  for (let more = 1; more < instances; more += 1) await world.start(products)
  const counted = catalogue().products.flatMap(({ variants }) =>
    variants.map(({ sku, stock }) => ({ sku, available: stock, version: 1 })),
  )
  await transaction(world.db('products'), (tx) => seedProducts(tx, counted))
  const opened = opening.move()
  return {
    ...world,
    create: (given, options) => world.as(staff).request(createProduct, { ...kettle(), ...given }, options),
    tellStock: async (sku, version, available) => {
      await world.bus.publish({
        id: newId('evt'),
        subject: inventoryUpdated.name,
        source: 'inventory',
        time: '2026-01-01T00:00:00.000Z',
        aggregateId: sku,
        aggregateVersion: version,
        headers: { Caller: 'system inventory inventory', 'Correlation-Id': 'test' },
        body: JSON.stringify({ sku, available }),
      })
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

let kettles = 0

/** Every kettle has a slug and a SKU of its own. */
function kettle(): ProductInput {
  kettles += 1
  return {
    slug: `kettle-${kettles}`,
    name: `Kettle ${kettles}`,
    description: 'Whistles in two notes.',
    brand: 'Pendeen',
    category: 'mugs-and-glasses',
    variants: [variant(`KETTLE-${kettles}`, 4_900)],
  }
}

export const variant = (sku: string, amount: number, currency = 'EUR') => ({
  sku,
  title: sku,
  price: { amount, currency },
})
