import { violatedConstraint } from '#db/failures.ts'
import { categoryUnknown, slugTaken } from '#subjects/products.ts'

/** Lets the database decide what clashes, since it alone sees two writers at once, and says to which field it objected. */
export function namingTheField<T>(
  { slug = '', category = '' }: { slug?: string; category?: string },
  write: () => Promise<T>,
): Promise<T> {
  return write().catch((error: unknown) => {
    const constraint = violatedConstraint(error)
    if (constraint === 'products_slug') {
      throw slugTaken(undefined, { errors: [{ pointer: '/slug', code: 'taken', detail: `${slug} is taken` }] })
    }
    if (constraint === 'products_category_categories_slug_fk') {
      const detail = `${category} is no category`
      throw categoryUnknown(undefined, { errors: [{ pointer: '/category', code: 'unknown', detail }] })
    }
    throw error
  })
}
