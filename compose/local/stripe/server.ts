import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CannotStart } from '../../run.ts'
import { openApi } from './api.ts'
import { openControl } from './control.ts'
import { openFaults } from './faults.ts'
import { openIdempotency } from './idempotency.ts'
import { openLedger } from './ledger.ts'
import { serve, type RequestLog } from './http.ts'
import type { StripeEvent } from './objects.ts'
import type { Parts } from './perform.ts'
import { openWebhooks } from './webhooks.ts'

/** Where the sandbox listens, whom it tells, and what it remembers. */
export type SandboxOptions = {
  /** 0, the default, takes a free one. */
  readonly port?: number
  readonly host?: string
  readonly webhookUrl?: string
  readonly webhookSecret?: string
  /** The types of event the endpoint subscribed to; all, if it does not say. */
  readonly webhookEvents?: readonly string[]
  readonly webhookRetryMs?: readonly number[]
  /** Keeps everything in `ledger.ndjson` there, so that a restart forgets nothing. */
  readonly dataDir?: string
  /** How long every change takes. */
  readonly delayMs?: number
  readonly idempotencyTtlMs?: number
  readonly now?: () => number
}

/** A running sandbox; disposing it stops it. */
export type StripeSandbox = AsyncDisposable & {
  readonly url: string
  readonly host: string
  readonly port: number
  /** What the webhooks are signed with. */
  readonly webhookSecret: string
}

const second = 1_000
const day = 24 * 3_600 * second
const retries = [second, 5 * second, 30 * second, 120 * second, 600 * second, 3_600 * second]

/** Starts a local Stripe: the official SDK talks to it by its `host`, `port` and `protocol` options. Money is not moved. */
export async function startStripeSandbox(options: SandboxOptions = {}): Promise<StripeSandbox> {
  if (process.env['NODE_ENV'] === 'production') throw new CannotStart('The Stripe sandbox does not run in production')
  const { host = '127.0.0.1', webhookSecret = 'whsec_sandbox', webhookEvents = ['*'], now = Date.now } = options
  await using stack = new AsyncDisposableStack()

  const ledger = stack.use(await openLedger(options.dataDir))
  const page = await readFile(new URL('./page.html', import.meta.url), 'utf8')
  const server = createServer({ keepAliveTimeout: 60 * second })
  await listen(server, options.port ?? 0, host)
  stack.defer(() => close(server))
  const { port } = server.address() as AddressInfo
  const hook = { url: options.webhookUrl ?? '', secret: webhookSecret, retryMs: options.webhookRetryMs ?? retries }
  const webhooks = options.webhookUrl ? stack.use(openWebhooks(hook, ledger, now)) : undefined
  const wanted = new Set(webhookEvents)
  const parts: Parts = {
    ledger,
    faults: openFaults(),
    idempotency: openIdempotency(ledger, options.idempotencyTtlMs ?? day, now),
    delayMs: options.delayMs ?? 0,
    now,
    url: `http://${host}:${port}`,
    subscribed: (type) => webhooks !== undefined && (wanted.has('*') || wanted.has(type)),
    publish: (events) => webhooks?.send(events),
  }
  const requests: RequestLog[] = []
  const api = openApi(parts)
  const control = openControl({ ...parts, webhooks, requests, page })
  server.on('request', (request, response) => void serve(request, response, { api, control, requests, now }))
  webhooks?.send(owed(ledger.newest('event')))

  const running = stack.move()
  return { url: parts.url, host, port, webhookSecret, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

/** Events that an earlier run could not deliver, the oldest first. */
function owed(events: Iterable<StripeEvent>): readonly StripeEvent[] {
  return [...events].filter((each) => each.pending_webhooks > 0).toReversed()
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host)
  await once(server, 'listening')
}

async function close(server: Server): Promise<void> {
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
}
