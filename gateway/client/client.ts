import createClient, { type Client, type Middleware } from 'openapi-fetch'
import { keyedPaths } from './keyed-paths.ts'
import type { components, paths } from './schema.d.ts'

/** The whole API by its paths: `GET('/products/{productId}', { params: … })` answers `data` or `error`, a problem by its `code`. */
export type Tradewind = Client<paths>

/** A failure as the API tells it (RFC 9457). */
export type Problem = components['schemas']['Problem']

export type TradewindOptions = {
  readonly baseUrl: string
  /** Whom to speak for: a token, or where to get the one that is good now. */
  readonly token?: string | (() => string | undefined | Promise<string | undefined>)
  /** Where the token of a guest's cart is kept; without it, in this client. */
  readonly cartToken?: CartTokenStore
  /** How often a request is sent again that the server had no room for. */
  readonly retries?: number
  /** How long one try may take; of a stream, until it begins. */
  readonly timeoutMs?: number
  readonly fetch?: (request: Request) => Promise<Response>
}

/** Such as `localStorage` with a name for it. */
export type CartTokenStore = { get(): string | undefined; set(token: string): void }

/** Opens the API. Commands that need an Idempotency-Key get one, and what was turned away for lack of room is sent again. */
export function createTradewind(options: TradewindOptions): Tradewind {
  const { baseUrl, token, retries = 2, timeoutMs = 30_000, fetch = globalThis.fetch } = options
  const { cartToken = inMemory() } = options
  const client = createClient<paths>({ baseUrl, fetch: persistent(fetch, { retries, timeoutMs }) })
  client.use(speaker(token), guest(cartToken))
  return client
}

/** A problem where none was expected. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  /** Absent if whoever refused was not the API. */
  readonly problem: Problem | undefined

  constructor(response: Response, body: unknown) {
    const problem = isProblem(body) ? body : undefined
    const reason = problem ? `${problem.code}: ${problem.detail ?? problem.title}` : response.statusText
    super(`${response.url.replace(/\?.*/, '') || 'The server'} answered ${response.status} ${reason}`)
    this.status = response.status
    this.problem = problem
  }
}

type Answered<T> = { data?: T; error?: unknown; response: Response }

/** What a request answers, where nothing but an answer will do: `await dataOf(api.GET('/cart'))`. A problem is thrown as a `Refusal`. */
export async function dataOf<T>(asked: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await asked
  if (!response.ok) throw new Refusal(response, error)
  return data as T
}

const isProblem = (body: unknown): body is Problem => typeof body === 'object' && body !== null && 'code' in body

/** Says who asks, and names each command. What a call says of that itself stays. */
function speaker(token: TradewindOptions['token']): Middleware {
  return {
    async onRequest({ request, schemaPath }) {
      const { headers, method } = request
      const current = typeof token === 'function' ? await token() : token
      if (current && !headers.has('authorization')) headers.set('authorization', `Bearer ${current}`)
      const isKeyed = method === 'POST' && keyedPaths.has(schemaPath)
      if (isKeyed && !headers.has('idempotency-key')) headers.set('idempotency-key', crypto.randomUUID())
    },
  }
}

function inMemory(): CartTokenStore {
  let kept: string | undefined
  return { get: () => kept, set: (token) => (kept = token) }
}

/** Shows whose cart it is as long as nobody has logged in; and beside a login once, so that the cart comes along. */
function guest(store: CartTokenStore): Middleware {
  let merged: string | undefined
  return {
    onRequest({ request: { headers } }) {
      const token = store.get()
      if (!headers.has('authorization')) merged = undefined
      if (token !== undefined && token !== merged && !headers.has('cart-token')) headers.set('cart-token', token)
    },
    onResponse({ request: { headers }, response, schemaPath }) {
      const token = response.headers.get('cart-token')
      if (token !== null) store.set(token)
      const takesCart = schemaPath.startsWith('/cart') || schemaPath.startsWith('/orders')
      if (response.ok && takesCart && headers.has('authorization')) merged = headers.get('cart-token') ?? merged
    },
  }
}

type Persistence = Required<Pick<TradewindOptions, 'retries' | 'timeoutMs'>>

function persistent(fetch: (request: Request) => Promise<Response>, { retries, timeoutMs }: Persistence) {
  return async (request: Request): Promise<Response> => {
    for (let left = isRepeatable(request) ? retries : 0; ; left -= 1) {
      const late = new AbortController()
      const timeout = AbortSignal.timeout(timeoutMs)
      const giveUp = () => late.abort(timeout.reason)
      timeout.addEventListener('abort', giveUp)
      const signal = AbortSignal.any([request.signal, late.signal])
      const response = await fetch(new Request(request.clone(), { signal }))
      if (isStream(response)) timeout.removeEventListener('abort', giveUp)
      const waitMs = left > 0 ? waitAfter(response) : undefined
      if (waitMs === undefined) return response
      await response.body?.cancel()
      await sleep(waitMs, request.signal)
    }
  }
}

/** Whether it goes on for as long as somebody listens. */
const isStream = ({ headers }: Response) => headers.get('content-type')?.startsWith('text/event-stream') ?? false

/** Whether saying it twice is the same as saying it once. */
const isRepeatable = ({ method, headers }: Request) =>
  ['GET', 'HEAD', 'PUT', 'DELETE'].includes(method) || headers.has('idempotency-key')

/** Longer than this a caller would rather know. */
const longestWaitMs = 30_000

/** As long as the server says, and a little longer, so that not everybody comes back at once. */
function waitAfter({ status, headers }: Response): number | undefined {
  if (status !== 429 && status !== 503) return undefined
  const said = headers.get('retry-after') ?? '1'
  const saidMs = /^\d+$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - Date.now()
  return saidMs <= longestWaitMs ? Math.max(saidMs, 0) * (1 + Math.random() / 4) : undefined
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', giveUp)
      resolve()
    }, ms)
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
  })
}
