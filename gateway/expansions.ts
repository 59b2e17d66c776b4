import { Type } from 'typebox'
import { TimelineEntry } from '#subjects/order-views.ts'
import * as orders from '#subjects/orders.ts'
import * as payments from '#subjects/payments.ts'
import * as products from '#subjects/products.ts'
import type { OutputOf } from '#subjects/subject.ts'
import { expansion } from './expand.ts'

type Category = OutputOf<typeof products.listCategories>['items'][number]

/** What happened to an order. */
export const timeline = expansion(orders.readTimeline, {
  schema: Type.Array(TimelineEntry),
  namedBy: 'id',
  inputFor: ([orderId = '']) => ({ orderId }),
  found: ({ items }, [orderId = '']) => [[orderId, items]],
  otherwise: [],
})

/** How orders are paid for. */
export const paymentsOfOrders = expansion(payments.listPaymentsOfOrders, {
  schema: Type.Array(payments.Payment),
  namedBy: 'id',
  inputFor: (orderIds) => ({ orderIds: [...orderIds] }),
  found: ({ items }) => Map.groupBy(items, ({ orderId }) => orderId),
  otherwise: [],
})

/** What the shop shows today of what was put into a line: null once it is no longer for sale. */
export const productOfLine = expansion(products.readProducts, {
  schema: Type.Union([products.ProductSummary, Type.Null()]),
  namedBy: 'productId',
  inputFor: (ids) => ({ ids: [...ids] }),
  found: ({ items }) => items.map((product) => [product.id, product]),
  otherwise: null,
})

/** From the department down to the category a product stands in. */
export const categoryPath = expansion(products.listCategories, {
  schema: Type.Array(products.Category),
  namedBy: 'category',
  inputFor: () => ({}),
  tagsOf: () => [],
  found: ({ items }) => {
    const bySlug = new Map(items.map((category) => [category.slug, category]))
    return items.map((category) => [category.slug, pathTo(category, bySlug)])
  },
  otherwise: [],
})

function pathTo(category: Category, bySlug: ReadonlyMap<string, Category>): Category[] {
  const parent = category.parent === null ? undefined : bySlug.get(category.parent)
  return parent ? [...pathTo(parent, bySlug), category] : [category]
}
