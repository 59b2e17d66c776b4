import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'

const patienceMs = 40_000
const pauseMs = 200

/** An address at which a gateway answers like one that nothing ever happens to: what fails is asked again, under the same key. */
export async function openPatientEdge(api: string): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((request, response) => {
    pass(request, response, api).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function pass(request: IncomingMessage, response: ServerResponse, api: string): Promise<void> {
  const { method = 'GET', url = '/' } = request
  const body = method === 'GET' ? null : await buffer(request)
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && !/^(?:host|connection|content-length|accept-encoding)$/.test(name))
      headers.set(name, value)
  }
  const ask = () =>
    fetch(new URL(url, api), { method, headers, body, redirect: 'manual', signal: AbortSignal.timeout(15_000) })
  const answer = await insist(ask)
  const kept = [...answer.headers].filter(
    ([name]) => !/^(?:content-encoding|content-length|transfer-encoding|connection)$/.test(name),
  )
  response.writeHead(answer.status, Object.fromEntries(kept))
  if (answer.headers.get('content-type')?.startsWith('text/event-stream')) {
    await answer.body?.cancel()
    response.end()
  } else response.end(Buffer.from(await answer.arrayBuffer()))
}

async function insist(ask: () => Promise<Response>): Promise<Response> {
  for (const until = performance.now() + patienceMs; ; await sleep(pauseMs)) {
    const answer = await ask().catch(() => undefined)
    if (answer && !(await mayPass(answer))) return answer
    if (performance.now() > until) throw new Error('nobody answers')
  }
}

/** A command that is still in hand, or that nobody could be found to do. */
async function mayPass(answer: Response): Promise<boolean> {
  if (answer.status !== 409) return answer.status >= 500 || answer.status === 429
  return (await answer.clone().text()).includes('request-in-progress')
}
