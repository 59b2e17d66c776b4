import type * as subject from '../products.ts'
import type { ExamplesOf } from '../subject.ts'
import { lantern, mug, opened, twoMugs } from './story.ts'

const enamelMug = {
  id: mug.productId,
  slug: mug.slug,
  name: 'Enamel Mug',
  description: 'Steel fired twice under glass, with a rolled rim that minds neither rocks nor the dishwasher.',
  brand: 'Pendeen',
  category: 'mugs-and-glasses',
  attributes: { material: 'enamelled steel', capacity: '350 ml' },
  variants: [
    {
      sku: mug.sku,
      title: 'Navy',
      options: { colour: 'Navy' },
      price: mug.price,
      weightGrams: 180,
      taxClass: 'standard',
      available: 400,
    },
  ],
  status: 'active' as const,
  version: 1,
  createdAt: opened,
  updatedAt: opened,
}

const mugOnTheShelf = {
  id: mug.productId,
  slug: mug.slug,
  name: 'Enamel Mug',
  brand: 'Pendeen',
  category: 'mugs-and-glasses',
  priceFrom: mug.price,
  inStock: true,
}

const stormLantern = {
  slug: lantern.slug,
  name: 'Storm Lantern',
  description: 'Stays lit where you do not want to be standing.',
  brand: 'Aldous',
  category: 'lanterns',
  attributes: { fuel: 'paraffin' },
  variants: [
    {
      sku: lantern.sku,
      title: 'Brass',
      options: { finish: 'Brass' },
      price: { amount: 6_200, currency: 'EUR' },
      weightGrams: 940,
      taxClass: 'standard',
    },
  ],
}

const storedLantern = {
  id: lantern.productId,
  ...stormLantern,
  variants: stormLantern.variants.map((variant) => ({ ...variant, available: 0 })),
  status: 'active' as const,
  version: 1,
  createdAt: opened,
  updatedAt: opened,
}

const lanternChange = { productId: lantern.productId, slug: lantern.slug, skus: [lantern.sku] }

/** Ada finds a mug, and staff put a lantern on the shelf and take it off again. */
export const products: ExamplesOf<typeof subject> = {
  listProducts: {
    input: {
      q: 'enamel mug',
      category: 'mugs-and-glasses',
      'price[lte]': 2_000,
      inStock: true,
      sort: 'price',
      limit: 20,
    },
    output: {
      items: [mugOnTheShelf],
      next: null,
    },
  },
  readProducts: { input: { ids: [mug.productId] }, output: { items: [mugOnTheShelf] } },
  readProduct: { input: { productId: mug.slug }, output: enamelMug },
  listCategories: {
    input: {},
    output: {
      items: [
        { slug: 'kitchen', name: 'Kitchen', parent: null },
        { slug: 'mugs-and-glasses', name: 'Mugs & Glasses', parent: 'kitchen' },
      ],
    },
  },
  createProduct: { input: stormLantern, output: storedLantern },
  updateProduct: {
    input: { productId: lantern.productId, name: 'Storm Lantern, Brass', attributes: { fuel: null, burns: '20 h' } },
    output: { ...storedLantern, name: 'Storm Lantern, Brass', attributes: { burns: '20 h' }, version: 2 },
  },
  archiveProduct: { input: { productId: lantern.productId }, output: null },
  quoteLines: {
    input: { lines: [{ sku: mug.sku, quantity: 2 }] },
    output: {
      currency: 'EUR',
      lines: [{ ...twoMugs, category: 'mugs-and-glasses', taxClass: 'standard', weightGrams: 180, available: 400 }],
    },
  },
  productCreated: lanternChange,
  productUpdated: lanternChange,
  productArchived: lanternChange,
}
