import { Type } from 'typebox'
import { Exact } from '#subjects/common.ts'

/** The media type of server-sent events. */
export const eventStream = 'text/event-stream'

/** Why a stream ends, as its last event tells: a problem's code is a reason, too. */
export const StreamEnd = Exact({
  reason: Type.String({
    description:
      '`final`: nothing more can happen, and whoever comes back is answered 204. `closing`: come back, another server answers. `token-invalid`: come back with a fresh token. Otherwise the code of a problem',
  }),
  detail: Type.Optional(Type.String()),
})

/** The last event of a stream. It has no id, so that its reader goes on from the last entry. */
export const endName = 'end'

/** A line that says nothing, so that whatever stands in between does not take the connection for dead. */
export const heartbeat: Buffer = Buffer.from(':\n\n')

/** An event as server-sent events have it. JSON has no line breaks of its own. */
export const eventFrame = (event: string, data: unknown, id?: number): Buffer =>
  Buffer.from(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)

/** How long a reader waits before it comes back: each another time, so that not all of a server come at once. */
export const retryFrame = (): Buffer => Buffer.from(`retry: ${1_000 + Math.floor(Math.random() * 4_000)}\n\n`)
