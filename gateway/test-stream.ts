import { once } from 'node:events'
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'

/** An event as it came. */
export type Heard = { readonly event: string; readonly id?: number; readonly data: Record<string, unknown> }

/** Somebody who reads a stream of events. */
export type Reading = Disposable & {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly heard: Heard[]
  /** The lines that are no events: comments, and how long to wait before coming back. */
  readonly besides: string[]
  /** Resolves when the stream has ended. */
  readonly ended: Promise<void>
  /** Reads no further for now. */
  pause(): void
  resume(): void
}

/** Reads a stream of events as a browser would. */
export async function readStream(
  url: string,
  { token, lastEventId }: { token?: string; lastEventId?: number | string } = {},
): Promise<Reading> {
  const asking = request(url, {
    agent: false,
    headers: {
      accept: 'text/event-stream',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    },
  }).end()
  asking.on('error', () => {})
  const [response] = (await once(asking, 'response')) as [IncomingMessage]
  const [heard, besides]: [Heard[], string[]] = [[], []]
  let rest = ''
  response.setEncoding('utf8')
  response.on('data', (text: string) => {
    const blocks = `${rest}${text}`.split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]))
      const [event, id, data] = ['event', 'id', 'data'].map((name) => fields.get(name))
      if (event === undefined || data === undefined) besides.push(block)
      else heard.push({ event, data: JSON.parse(data), ...(id !== undefined && { id: Number(id) }) })
    }
  })
  response.on('error', () => {})
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    heard,
    besides,
    ended: new Promise<void>((resolve) => response.on('close', () => resolve())),
    pause: () => response.pause(),
    resume: () => response.resume(),
    [Symbol.dispose]: () => asking.destroy(),
  }
}
