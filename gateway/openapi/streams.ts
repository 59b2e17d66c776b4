import type { TSchema } from 'typebox'
import type { Components } from '#subjects/components.ts'
import { exampleOf } from '#subjects/examples.ts'
import type { Route } from '../route.ts'
import type { Feed, Followed } from '../streams/feed.ts'
import { endName, eventStream, StreamEnd } from '../streams/frames.ts'
import { headersOf } from './headers.ts'

type Json = Record<string, unknown>

/** What a stream answers. OpenAPI 3.1 has no schema for a stream: this is that of the JSON in the `data` of each event. */
export function followed({ subject }: Route, feed: Feed, components: Components): Json {
  const { items } = (subject.output.schema as unknown as { properties: { items: { items: TSchema } } }).properties
  const schema = { oneOf: [components.schema(items.items), components.schema(StreamEnd)] }
  const [example] = (exampleOf(subject).output as Followed).items
  const headers = headersOf(['Request-Id', 'Server-Timing', 'RateLimit', 'RateLimit-Policy', 'Cache-Control'])
  return {
    200: { description: meaningOf(feed), headers, content: { [eventStream]: { schema, example } } },
    204: { description: 'Nothing more will happen: do not come back', headers },
  }
}

function meaningOf({ names }: Feed): string {
  const called = names.map((name) => `\`${name}\``).join(', ')
  return `Server-sent events: what was missed, then what happens, as it happens. Each has a name (${called}, others later), its place as its id, and as its data the first of these shapes. The last one is called \`${endName}\`, has no id, and its data is the second`
}
