import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { products } from '#db/products/schema.ts'
import { type Total, totalOf } from '#db/total.ts'
import type { listProducts } from '#subjects/products.ts'
import type { InputOf } from '#subjects/subject.ts'
import { summaryColumns } from './summary.ts'

type Input = InputOf<typeof listProducts>

export type Sort = NonNullable<Input['sort']> | 'relevance'

/** Where a page ended: the last row's sort key, as Postgres writes it, and its id to tell equals apart. */
export type Place = { readonly id: string; readonly key: string }

export type Row = Awaited<ReturnType<typeof selectPage>>[number]

type Filters = Pick<Input, 'q' | 'category' | 'inStock' | 'price[gte]' | 'price[lte]'>

type Page = Filters & { readonly sort: Sort; readonly after: Place | undefined; readonly limit: number }

/** One page of what is for sale, from one statement. Await it to run it. */
export function selectPage(db: Db, { sort, after, limit, ...filters }: Page) {
  const { key, type, descending } = sortOf(sort, filters.q)
  const [direction, beyond] = descending ? [desc, sql.raw('<')] : [asc, sql.raw('>')]
  return db
    .select({ ...summaryColumns, key: sql<string>`${key}::text` })
    .from(products)
    .where(
      and(
        ...conditionsOf(filters),
        after && sql`(${key}, ${products.id}) ${beyond} (${after.key}::${sql.raw(type)}, ${after.id})`,
      ),
    )
    .orderBy(direction(key), direction(products.id))
    .limit(limit)
}

/** How many there are on all pages. */
export const countAll = (db: Db, filters: Input): Promise<Total> => totalOf(db, products, and(...conditionsOf(filters)))

function sortOf(sort: Sort, q = ''): { key: SQL; type: string; descending: boolean } {
  if (sort === 'relevance')
    return { key: sql`(-ts_rank(${products.words}, ${wordsOf(q)}))`, type: 'real', descending: false }
  return { ...columns[sort.replace('-', '') as keyof typeof columns], descending: sort.startsWith('-') }
}

const columns = {
  name: { key: sql`${products.name}`, type: 'text' },
  price: { key: sql`${products.priceFrom}`, type: 'bigint' },
  createdAt: { key: sql`${products.createdAt}`, type: 'timestamptz' },
}

function conditionsOf({ q, category, inStock, ...prices }: Filters) {
  return [
    // Written out, since the indexes of the lists are for this status and a parameter could be any.
    sql`${products.status} = 'active'`,
    q === undefined ? undefined : sql`${products.words} @@ ${wordsOf(q)}`,
    category === undefined
      ? undefined
      : sql`${products.category} = any(array(select slug from categories where slug = ${category} or parent = ${category}))`,
    inStock === undefined ? undefined : eq(products.inStock, inStock),
    variantWithin(prices['price[gte]'], prices['price[lte]'], inStock === true),
  ]
}

/** What a shopper means by a price: something of this product costs that, and can be had if they asked for that too. */
function variantWithin(atLeast: number | undefined, atMost: number | undefined, available: boolean) {
  if (atLeast === undefined && atMost === undefined) return undefined
  const rules = and(
    sql`v.product_id = ${products.id} and v.archived_at is null`,
    atLeast === undefined ? undefined : sql`v.price >= ${atLeast}`,
    atMost === undefined ? undefined : sql`v.price <= ${atMost}`,
    available ? sql`v.available > 0` : undefined,
  )
  return sql`exists (select from variants v where ${rules})`
}

/**
 * What somebody typed, as a query: every word may be the beginning of one, so that `enam mug` finds the enamel mug while it
 * is being typed. An excluded word (`mug -red`) means itself alone: the redwood mug stays.
 */
const wordsOf = (q: string) =>
  sql`regexp_replace(websearch_to_tsquery('english', ${q})::text, ${WORD_ENDS}, ''':*', 'g')::tsquery`

/** The quote that ends a word in a tsquery's text, unless an exclamation mark stands before the one that began it. */
const WORD_ENDS = `(?<!!'[^' ]*)'(?=[ )]|$)`
