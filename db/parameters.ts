import { type SQL, sql } from 'drizzle-orm'

/** Many values as one parameter, so that a statement is prepared once, whatever it is about. */
export const json = (values: readonly unknown[]): SQL => sql`${JSON.stringify(values)}::jsonb`

/** Many texts as one parameter, to be one of: `where id in ${anyOf(ids)}`. */
export const anyOf = (texts: readonly string[]): SQL => sql`(select jsonb_array_elements_text(${json(texts)}))`
