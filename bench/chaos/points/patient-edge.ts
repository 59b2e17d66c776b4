import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'

const patienceMs = 120_000
const pauseMs = 100

/** An address at which a gateway answers like one that nothing ever happens to: what fails is asked again, under the same key. */
export type PatientEdge = AsyncDisposable & {
  readonly url: string
  /** Asks again at once for all that waits for an answer, since whoever was asked may be dead. */
  readonly askAgain: () => void
}

export async function openPatientEdge(api: string): Promise<PatientEdge> {
  let waiting = new AbortController()
  const server = createServer((request, response) => {
    pass(request, response, { api, waiting: () => waiting.signal }).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    askAgain: () => {
      waiting.abort()
      waiting = new AbortController()
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

type Behind = { readonly api: string; readonly waiting: () => AbortSignal }

async function pass(request: IncomingMessage, response: ServerResponse, { api, waiting }: Behind): Promise<void> {
  const { method = 'GET', url = '/' } = request
  const body = method === 'GET' ? null : await buffer(request)
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && !/^(?:host|connection|content-length|accept-encoding)$/.test(name))
      headers.set(name, value)
  }
  const ask = async () => {
    const signal = AbortSignal.any([waiting(), AbortSignal.timeout(15_000)])
    return wholeOf(await fetch(new URL(url, api), { method, headers, body, redirect: 'manual', signal }))
  }
  const answer = await insist(ask)
  const kept = [...answer.headers].filter(
    ([name]) => !/^(?:content-encoding|content-length|transfer-encoding|connection)$/.test(name),
  )
  response.writeHead(answer.status, Object.fromEntries(kept)).end(answer.body)
}

type Answer = { readonly status: number; readonly headers: Headers; readonly body: Buffer }

/** A stream of events has no end to wait for. */
async function wholeOf(response: Response): Promise<Answer> {
  const { status, headers } = response
  const isEndless = headers.get('content-type')?.startsWith('text/event-stream')
  if (isEndless) await response.body?.cancel()
  return { status, headers, body: isEndless ? Buffer.alloc(0) : Buffer.from(await response.arrayBuffer()) }
}

async function insist(ask: () => Promise<Answer>): Promise<Answer> {
  for (const until = performance.now() + patienceMs; ; await sleep(pauseMs)) {
    const answer = await ask().catch(() => undefined)
    if (answer && !mayPass(answer)) return answer
    if (performance.now() > until) throw new Error('nobody answers')
  }
}

/** A command that is still in hand, or that nobody could be found to do. */
const mayPass = ({ status, body }: Answer): boolean =>
  status === 409 ? body.includes('request-in-progress') : status >= 500 || status === 429
