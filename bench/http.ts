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

  return {
    call,
    async expect(status, line, request) {
      const answer = await call(line, request)
      if (answer.status === status) return answer
      throw new Error(`${anonymous(line)} answered ${answer.status} ${codeOf(answer.text)}`)
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  }
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
