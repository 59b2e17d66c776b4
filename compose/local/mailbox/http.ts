import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import findMyWay from 'find-my-way'
import { Compile } from 'typebox/compile'
import { Fault, type Faults } from './faults.ts'
import type { Mail } from './mail.ts'
import type { Store } from './store.ts'

type Mailroom = { readonly store: Store; readonly faults: Faults; readonly page: string }
type Reply = { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> }
type Handler = (id: string, query: URLSearchParams, request: IncomingMessage) => Promise<Reply>

const fault = Compile(Fault)
const defaultLimit = 100

/** Answers the page and the JSON beside it. */
export function mailboxHttp(mailroom: Mailroom): RequestListener {
  const router = routerOf(mailroom)
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://mailbox')
    const found = router.find(request.method as 'GET', pathname)
    if (!found) return { status: 404, body: { error: `The mailbox has nothing at ${pathname}` } }
    return (found.store as Handler)(found.params['id'] ?? '', searchParams, request)
  }
  return (request, response) =>
    void answer(request).then(
      (reply) => send(reply, response),
      (error: Error) => send({ status: 500, body: { error: error.message } }, response),
    )
}

function routerOf({ store, faults, page }: Mailroom) {
  const router = findMyWay()
  const on = (method: 'GET' | 'POST' | 'DELETE', path: string, handle: Handler) =>
    router.on(method, path, () => undefined, handle)

  on('GET', '/', async () => html(page, "default-src 'self' 'unsafe-inline'"))
  on('GET', '/messages', async (_id, query) => {
    const limit = Math.min(Math.max(Number(query.get('limit')) || defaultLimit, 1), 1_000)
    const [to, subject] = [query.get('to'), query.get('subject')]
    return ok(await store.list({ limit, ...(to !== null && { to }), ...(subject !== null && { subject }) }))
  })
  on('GET', '/messages/:id', async (id) => {
    const mail = await store.find(id)
    return mail ? ok(mail) : unknownMail(id)
  })
  on('GET', '/messages/:id/html', async (id) => {
    const mail = await store.find(id)
    return mail ? html(documentOf(mail), mailPolicy) : unknownMail(id)
  })
  on('DELETE', '/messages', async () => {
    await store.clear()
    return { status: 204, body: '' }
  })
  on('POST', '/faults', async (_id, _query, request) => {
    const wanted = parseJson(await text(request))
    if (!fault.Check(wanted))
      return { status: 400, body: { error: 'A fault is {do, times?}', details: fault.Errors(wanted) } }
    faults.add(wanted)
    return { status: 201, body: wanted }
  })
  on('DELETE', '/faults', async () => {
    faults.clear()
    return { status: 204, body: '' }
  })
  return router
}

/** A mail may be anything: it runs no script, loads nothing, and belongs to no origin, even when opened by itself. */
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"

const ok = (body: unknown): Reply => ({ status: 200, body })

const unknownMail = (id: string): Reply => ({ status: 404, body: { error: `There is no mail ${id}` } })

function html(body: string, policy: string): Reply {
  return {
    status: 200,
    body,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy },
  }
}

function documentOf(mail: Mail): string {
  return `<!doctype html><meta charset="utf-8"><base target="_blank">${mail.html || `<pre>${escaped(mail.text)}</pre>`}`
}

function escaped(plain: string): string {
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function send({ status, body, headers }: Reply, response: ServerResponse): void {
  const payload = typeof body === 'string' ? body : JSON.stringify(body)
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'X-Content-Type-Options': 'nosniff', ...headers })
    .end(payload)
}
