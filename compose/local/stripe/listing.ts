import type { Call } from './call.ts'
import type { Kind, Kinds } from './objects.ts'
import { integer, optional, range, text, type Field } from './params.ts'
import { invalid } from './refusal.ts'

const limit: Field<number> = (value, name) => {
  const count = integer(value, name)
  if (count >= 1 && count <= 100) return count
  throw invalid('Invalid integer: limit must be between 1 and 100', { code: 'parameter_invalid_integer', param: name })
}

/** The parameters that every list takes. */
export const listing = { limit: optional(limit), starting_after: optional(text), created: optional(range) }

type Page = {
  readonly limit: number | undefined
  readonly starting_after: string | undefined
  readonly created: ((seconds: number) => boolean) | undefined
}

/** A page of a list, the newest first. */
export function list<K extends Kind>(
  call: Call,
  kind: K,
  page: Page,
  keep: (object: Kinds[K]) => boolean = () => true,
) {
  const { limit = 10, starting_after: cursor, created = () => true } = page
  if (cursor !== undefined) call.get(kind, cursor, 'starting_after')
  const data: Kinds[K][] = []
  let past = cursor === undefined
  let more = false
  for (const object of call.newest(kind)) {
    if (past && created(object.created) && keep(object)) {
      more = data.length === limit
      if (more) break
      data.push(object)
    }
    past ||= object.id === cursor
  }
  return { object: 'list', url: `/v1/${kind}s`, has_more: more, data } as const
}
