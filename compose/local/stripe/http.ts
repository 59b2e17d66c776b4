import type { IncomingMessage, ServerResponse } from 'node:http'
import type { openApi } from './api.ts'
import { apiVersion } from './call.ts'
import type { openControl } from './control.ts'
import { newId } from './objects.ts'
import { Refusal } from './refusal.ts'
import { refusalOf, type Reply } from './reply.ts'

/** A request that came in, and what became of it. */
export type RequestLog = {
  readonly at: string
  readonly id: string
  readonly method: string
  readonly path: string
  readonly key: string | null
  readonly body: string
  readonly status: number
  readonly fault: string | null
  readonly replayed: boolean
  readonly tookMs: number
}

const maxBodyBytes = 1_048_576
const maxRequests = 10_000

type Serving = {
  readonly api: ReturnType<typeof openApi>
  readonly control: ReturnType<typeof openControl>
  readonly requests: RequestLog[]
  readonly now: () => number
}

/** Answers one HTTP request: Stripe's API under `/v1/`, the sandbox's own controls elsewhere. */
export async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  { api, control, requests, now }: Serving,
) {
  const startedAt = now()
  const id = newId('req')
  const [path = '/', query = ''] = (incoming.url ?? '/').split('?', 2)
  const method = incoming.method ?? 'GET'
  const { authorization, 'idempotency-key': given } = incoming.headers
  const key = typeof given === 'string' ? given : undefined
  const isApi = path.startsWith('/v1/')
  try {
    const body = await readBody(incoming)
    const asked = { id, method, path, query, body }
    const reply = isApi ? await api({ ...asked, key, authorization }) : await control(asked)
    if (isApi) {
      const { status, fault = null, headers } = reply
      const replayed = headers?.['Idempotent-Replayed'] === 'true'
      const at = new Date(startedAt).toISOString()
      requests.push({
        at,
        id,
        method,
        path,
        key: key ?? null,
        body,
        status,
        fault,
        replayed,
        tookMs: now() - startedAt,
      })
      if (requests.length > 2 * maxRequests) requests.splice(0, maxRequests)
    }
    send(reply, response)
  } catch (error) {
    send(refusalOf(error), response)
  }
}

function send({ status, body, headers, fate }: Reply, response: ServerResponse): void {
  if (fate?.how === 'lost' || fate?.how === 'reset') {
    setTimeout(() => response.socket?.resetAndDestroy(), fate.afterMs).unref()
    return
  }
  const payload = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': payload.byteLength,
    'Stripe-Version': apiVersion,
    'Stripe-Sandbox': 'true',
    ...headers,
  })
  if (fate?.how === 'torn') {
    const tear = () => setTimeout(() => response.socket?.resetAndDestroy(), fate.afterMs + 20).unref()
    response.write(payload.subarray(0, payload.byteLength / 2), tear)
    return
  }
  response.end(payload)
}

function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  return new Promise((resolve, reject) => {
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.byteLength
      if (size <= maxBodyBytes) chunks.push(chunk)
    })
    incoming.once('error', reject)
    incoming.once('end', () => {
      if (size > maxBodyBytes) reject(tooLarge())
      else resolve(Buffer.concat(chunks).toString())
    })
  })
}

const tooLarge = () => new Refusal(413, { type: 'invalid_request_error', message: 'The request body is too large.' })
