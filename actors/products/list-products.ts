import { createHash } from 'node:crypto'
import { sqlState } from '#db/failures.ts'
import { cursorInvalid, readCursor, writeCursor } from '#subjects/cursor.ts'
import type * as subject from '#subjects/products.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { Handler } from '../actor.ts'
import { countAll, type Place, type Sort, selectPage } from './product-page.ts'
import { toSummary } from './summary.ts'

type Input = InputOf<typeof subject.listProducts>

/** Lists what is for sale. A page begins where the last one ended, so nothing is listed twice or left out. */
export const listProducts: Handler<typeof subject.listProducts> = async (input, { db }) => {
  const { limit = 20, cursor, include } = input
  const sort = input.sort ?? (input.q === undefined ? 'name' : 'relevance')
  const list = listOf(input, sort)
  const after = cursor === undefined ? undefined : toPlace(readCursor(cursor, list))

  const [rows, total] = await Promise.all([
    selectPage(db, { ...input, sort, after, limit: limit + 1 }).catch((error: unknown) => {
      // The list is right but the place is none that Postgres can read: nobody got this cursor from here.
      throw after && sqlState(error)?.startsWith('22') ? cursorInvalid() : error
    }),
    include && countAll(db, input),
  ])

  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const next = rows.length > limit && last ? writeCursor(list, fromPlace(last)) : null
  return { items: page.map(toSummary), next, ...total }
}

/** Names a list by all that decides what is in it and in which order; a cursor is good for one of them. */
function listOf(input: Input, sort: Sort): string {
  const { q, category, inStock, 'price[gte]': atLeast, 'price[lte]': atMost } = input
  const filters = JSON.stringify([q, category, inStock, atLeast, atMost])
  return `products ${sort} ${createHash('sha256').update(filters).digest('base64url').slice(0, 16)}`
}

const fromPlace = ({ id, key }: Place) => `${id} ${key}`

function toPlace(text: string): Place {
  const [id = ''] = text.split(' ', 1)
  return { id, key: text.slice(id.length + 1) }
}
