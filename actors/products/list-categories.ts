import { asc, sql } from 'drizzle-orm'
import { categories } from '#db/products/schema.ts'
import type * as subject from '#subjects/products.ts'
import type { Handler } from '../actor.ts'

/** The departments in the order of the shop, then what stands below them. */
export const listCategories: Handler<typeof subject.listCategories> = async (_input, { db }) => {
  const items = await db
    .select({ slug: categories.slug, name: categories.name, parent: categories.parent })
    .from(categories)
    .orderBy(sql`${categories.parent} is not null`, asc(categories.position), asc(categories.slug))
  return { items }
}
