import { list, listing } from '../listing.ts'
import { optional, text, texts } from '../params.ts'
import { route } from '../route.ts'

/** What has happened, for those who would rather ask than be told. */
export const events = [
  route('GET /v1/events/:id', {}, ({ id }, call) => call.get('event', id)),
  route(
    'GET /v1/events',
    { ...listing, type: optional(text), types: optional(texts) },
    ({ type, types = type === undefined ? [] : [type], ...page }, call) =>
      list(call, 'event', page, (event) => types.length === 0 || types.some((each) => fits(event.type, each))),
  ),
]

/** `charge.*` stands for every event of a charge. */
function fits(type: string, wanted: string): boolean {
  return wanted.endsWith('.*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted
}
