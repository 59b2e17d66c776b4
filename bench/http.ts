import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'

/** A call as a client of the shop would make it. */
export type Call = {
  readonly token?: string
  readonly body?: unknown
  readonly key?: string
  /** By their names in small letters. */
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer, read to its end. */
export type Answer = {
  readonly status: number
  readonly text: string
  /** When to come back, if it says so. */
  readonly retryAfterS?: number
  /** By which a cart without an account is known from now on, if it says so. */
  readonly cartToken?: string
  json(): unknown
}

/** Calls one server over a fixed number of connections that stay open, each with one call at a time. */
export type Client = AsyncDisposable & {
  call(line: string, call?: Call): Promise<Answer>
  /** As `call`, but any status except the expected one throws. */
  expect(status: number, line: string, call?: Call): Promise<Answer>
}

/** Longer than the shop itself waits for anything. */
const timeoutMs = 20_000

/** Opens the client that all measurements use: undici without fetch, which would take more time than much of what is measured. */
export function connectHttp(url: string, connections: number): Client {
  const pool = new Pool(new URL(url).origin, {
    connections,
    pipelining: 1,
    connect: { timeout: 5_000 },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })

  async function call(line: string, { token, body, key, headers: more }: Call = {}): Promise<Answer> {
    const [method = 'GET', path = '/'] = line.split(' ', 2)
    const headers: Record<string, string> = { ...more }
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`
    if (key !== undefined) headers['idempotency-key'] = key
    if (body !== undefined) headers['content-type'] = 'application/json'
    const reply = await pool.request({
      method,
      path,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await reply.body.text()
    const { 'retry-after': retryAfter, 'cart-token': cartToken } = reply.headers
    const told = retryAfter === undefined ? {} : { retryAfterS: Number(retryAfter) }
    const guest = cartToken === undefined ? {} : { cartToken: String(cartToken) }
    return { status: reply.statusCode, text, ...told, ...guest, json: () => JSON.parse(text) }
  }

  return { call, expect: expecting(call), [Symbol.asyncDispose]: () => pool.destroy() }
}

const expecting =
  (call: Client['call']): Client['expect'] =>
  async (status, line, request) => {
    const answer = await call(line, request)
    if (answer.status === status) return answer
    throw new Error(`${anonymous(line)} answered ${answer.status} ${codeOf(answer.text)}`)
  }

const mostReturns = 10

/** The same client, but whoever is turned away for lack of room comes back when they were told to: that is a part of what they wait for. */
export function comingBack(
  client: Client,
  { onRefused, signal }: { onRefused: () => void; signal: AbortSignal },
): Client {
  const call: Client['call'] = async (line, request) => {
    for (let left = mostReturns; ; left--) {
      const answer = await client.call(line, request)
      if (answer.status !== 503 || answer.retryAfterS === undefined || left === 0) return answer
      onRefused()
      await sleep(answer.retryAfterS * 1_000, undefined, { signal })
    }
  }
  return { ...client, call, expect: expecting(call) }
}

/** The same failure at a thousand addresses is one kind of failure. */
const anonymous = (line: string) => line.replace(/\/(?=[^/ ]*[-_\d])[^/ ?]+/g, '/…').replace(/\?.*/, '')

/** The problem's name in a body, or how the body begins. */
export function codeOf(text: string): string {
  try {
    return (JSON.parse(text) as { code?: string }).code ?? ''
  } catch {
    return text.slice(0, 80)
  }
}
