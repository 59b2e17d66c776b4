import { Type } from 'typebox'
import {
  Amount,
  Currency,
  Exact,
  Money,
  PageOf,
  PageQuery,
  ProductId,
  Quantity,
  Sku,
  Text,
  Timestamp,
} from './common.ts'
import { cursorInvalid } from './cursor.ts'
import { notFound, problem } from './problem.ts'
import { event, request } from './subject.ts'

export const Slug = Type.String({
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 100,
  description: 'A name for addresses: small letters, digits and hyphens',
})
const AttributeName = Type.String({ pattern: '^[a-zA-Z][a-zA-Z0-9]{0,39}$' })
export const Attributes = Type.Record(AttributeName, Text(200), { maxProperties: 30 })

/** What goods are taxed as; which rate that is depends on the place. */
export const TaxClass = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,39}$',
  description: 'Such as `standard`, `reduced`, `zero`',
})

export const Variant = Exact({
  sku: Sku,
  title: Text(200),
  options: Attributes,
  price: Money,
  weightGrams: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  taxClass: TaxClass,
  available: Type.Integer({ minimum: 0, description: 'Units that can be ordered; seconds behind the stock at most' }),
})

export const Product = Exact({
  id: ProductId,
  slug: Slug,
  name: Text(200),
  description: Text(5_000),
  brand: Text(100),
  category: Slug,
  attributes: Attributes,
  variants: Type.Array(Variant, { minItems: 1, maxItems: 100 }),
  status: Type.Enum(['active', 'archived']),
  version: Type.Integer({ minimum: 1 }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})

export const ProductSummary = Exact({
  id: ProductId,
  slug: Slug,
  name: Text(200),
  brand: Text(100),
  category: Slug,
  priceFrom: Money,
  inStock: Type.Boolean(),
})

export const Category = Exact({ slug: Slug, name: Text(100), parent: Type.Union([Slug, Type.Null()]) })

/** What one piece may cost: a cart may hold 100 lines of 999 pieces, and their sum has to stay an amount. */
const Price = Exact({
  amount: Type.Integer({ minimum: 0, maximum: 10_000_000_000, description: 'Integer minor units' }),
  currency: Currency,
})

const VariantInput = Exact({
  sku: Sku,
  title: Text(200),
  options: Type.Optional(Attributes),
  price: Price,
  weightGrams: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  taxClass: Type.Optional(TaxClass),
})

const ProductInput = {
  slug: Slug,
  name: Text(200),
  description: Text(5_000),
  brand: Text(100),
  category: Slug,
  attributes: Type.Optional(Attributes),
  variants: Type.Array(VariantInput, { minItems: 1, maxItems: 100 }),
}

/** Goods as they are named and priced when they are sold. */
export const Goods = {
  sku: Sku,
  productId: ProductId,
  name: Text(200),
  title: Text(200),
  quantity: Quantity,
  unitPrice: Money,
}

export const QuotedLine = Exact({
  ...Goods,
  category: Slug,
  taxClass: TaxClass,
  weightGrams: Type.Integer({ minimum: 0, description: 'Of one' }),
  available: Type.Integer({ minimum: 0, description: 'Units that can be ordered; seconds behind the stock at most' }),
})

export const slugTaken = problem('slug-taken', 409, 'Another product has this slug')
export const skuTaken = problem('sku-taken', 409, 'Another product has this SKU')
export const skuRepeated = problem('sku-repeated', 422, 'A product has each of its SKUs once')
export const currencyMixed = problem('currency-mixed', 422, 'All variants of a product are priced in one currency')
export const attributesTooMany = problem('attributes-too-many', 422, 'A product has 30 attributes at most')
export const categoryUnknown = problem('category-unknown', 422, 'There is no such category')
export const productUnavailable = problem('product-unavailable', 409, 'A product in the cart can no longer be bought', {
  members: { skus: Type.Array(Sku, { description: 'What is no longer for sale' }) },
})

export const listProducts = request('products.list', {
  summary: 'Lists active products by category, words and price, a page at a time',
  input: Exact({
    ...PageQuery,
    q: Type.Optional(Text(100, { description: 'Words to look for' })),
    category: Type.Optional(Slug),
    'price[gte]': Type.Optional(Amount),
    'price[lte]': Type.Optional(Amount),
    inStock: Type.Optional(Type.Boolean({ description: 'Whether it can be ordered now' })),
    sort: Type.Optional(
      Type.Enum(['name', '-name', 'price', '-price', '-createdAt'], { description: 'A minus: the greatest first' }),
    ),
  }),
  output: PageOf(ProductSummary),
  access: 'public',
  problems: [cursorInvalid],
  priority: 'low',
})

export const readProduct = request('products.read', {
  summary: 'Reads one product with its variants, by id or slug',
  input: Exact({ productId: Type.Union([ProductId, Slug], { description: 'Its id, or its slug' }) }),
  output: Product,
  access: 'public',
  problems: [notFound],
  priority: 'low',
})

/** What is archived or unknown is left out, so that one of many does not keep the others away. */
export const readProducts = request('products.read-many', {
  summary: 'Reads what a list shows of products, by their ids; those that are not for sale are left out',
  input: Exact({ ids: Type.Array(ProductId, { minItems: 1, maxItems: 100 }) }),
  output: Exact({ items: Type.Array(ProductSummary) }),
  access: 'public',
  priority: 'low',
})

export const listCategories = request('products.list-categories', {
  summary: 'The category tree, parents before children',
  input: Exact({}),
  output: Exact({ items: Type.Array(Category) }),
  access: 'public',
  callers: ['edge', 'orders', 'tools'],
  priority: 'low',
})

export const createProduct = request('products.create', {
  summary: 'Adds a product to the catalogue',
  input: Exact(ProductInput),
  output: Product,
  access: 'staff',
  problems: [slugTaken, skuTaken, skuRepeated, currencyMixed, categoryUnknown],
  idempotencyKey: 'optional',
})

export const updateProduct = request('products.update', {
  summary: 'Changes what is given of a product (RFC 7396); variants, if given, replace the ones it has',
  input: Exact({
    productId: ProductId,
    slug: Type.Optional(ProductInput.slug),
    name: Type.Optional(ProductInput.name),
    description: Type.Optional(ProductInput.description),
    brand: Type.Optional(ProductInput.brand),
    category: Type.Optional(ProductInput.category),
    attributes: Type.Optional(
      Type.Record(AttributeName, Type.Union([Text(200), Type.Null()]), {
        maxProperties: 60,
        description: 'Added to the ones there are; null takes one away',
      }),
    ),
    variants: Type.Optional(ProductInput.variants),
  }),
  output: Product,
  access: 'staff',
  problems: [notFound, slugTaken, skuTaken, skuRepeated, currencyMixed, categoryUnknown, attributesTooMany],
  conditional: true,
})

export const archiveProduct = request('products.archive', {
  summary: 'Takes a product off the shop; orders that have it are untouched',
  input: Exact({ productId: ProductId }),
  output: Type.Null(),
  access: 'staff',
  problems: [notFound],
  conditional: true,
})

export const quoteLines = request('products.quote', {
  summary: 'What these lines cost right now, in the order given',
  input: Exact({ lines: Type.Array(Exact({ sku: Sku, quantity: Quantity }), { minItems: 1, maxItems: 100 }) }),
  output: Exact({ currency: Currency, lines: Type.Array(QuotedLine) }),
  access: 'internal',
  callers: ['orders', 'notifications', 'tools'],
  shared: true,
  problems: [productUnavailable],
})

const ProductChange = Exact({ productId: ProductId, slug: Slug, skus: Type.Array(Sku) })

export const productCreated = event('product.created', {
  summary: 'A product joined the catalogue',
  stream: 'products',
  consumers: ['inventory'],
  data: ProductChange,
})
export const productUpdated = event('product.updated', {
  summary: 'A product or its variants changed',
  stream: 'products',
  consumers: ['inventory'],
  data: ProductChange,
})
export const productArchived = event('product.archived', {
  summary: 'A product left the shop',
  stream: 'products',
  audience: 'anyone',
  data: ProductChange,
})
