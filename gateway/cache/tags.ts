import { LRUCache } from 'lru-cache'
import { inventoryUpdated } from '#subjects/inventory.ts'
import {
  type listProducts,
  productArchived,
  productCreated,
  productUpdated,
  type readProduct,
} from '#subjects/products.ts'
import type { InputOf, OutputOf } from '#subjects/subject.ts'

const lists = 'lists'
const productTag = (id: string) => `product:${id}`
const skuTag = (sku: string) => `sku:${sku}`

/** Any list or search may gain or lose any product. */
export const tagsOfList = (): readonly string[] => [lists]

const pageSize = 20

/**
 * The first pages of the shop and of its categories, which are few. Of words, prices and places in a list anybody can make up
 * as many as they like, and of categories, too: those are empty.
 */
export function isCommonList(
  { q, cursor, limit, include, 'price[gte]': atLeast, 'price[lte]': atMost }: InputOf<typeof listProducts>,
  output?: OutputOf<typeof listProducts>,
): boolean {
  const free = [q, cursor, include, atLeast, atMost].some((member) => member !== undefined)
  return !free && (limit ?? pageSize) === pageSize && output?.items.length !== 0
}

/** By whatever name a product was asked for, its id and its SKUs tell when it changes. */
export const tagsOfProduct = ({ id, variants }: OutputOf<typeof readProduct>): readonly string[] => [
  productTag(id),
  ...variants.map(({ sku }) => skuTag(sku)),
]

export const heardEvents = [productCreated, productUpdated, productArchived, inventoryUpdated]

/** The tags an event makes stale, and those of them to drop once more when other actors have worked through it, too. */
export type Affected = { readonly tags: readonly string[]; readonly again: readonly string[] }

/**
 * Lists tell only whether something is in stock, so they change when a SKU sells out or comes back, and not with each sale.
 * A SKU never heard of may have come back.
 */
export function affectedBy() {
  const inStock = new LRUCache<string, true>({ maxSize: 50_000, sizeCalculation: () => 1 })

  const stockChanged = (sku: string, available: number): Affected => {
    const turned = available === 0 || !inStock.has(sku)
    if (available === 0) inStock.delete(sku)
    else inStock.set(sku, true)
    const tags = turned ? [skuTag(sku), lists] : [skuTag(sku)]
    return { tags, again: tags }
  }

  return {
    tagsOf({ subject, data }: { subject: string; data: unknown }): Affected {
      if (inventoryUpdated.name === subject && inventoryUpdated.data.matches(data)) {
        return stockChanged(data.sku, data.available)
      }
      if (productUpdated.data.matches(data)) return { tags: [productTag(data.productId), lists], again: [] }
      return { tags: [], again: [] }
    },
    forget: () => inStock.clear(),
  }
}
