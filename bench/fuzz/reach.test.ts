import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fuzz } from './fuzz.ts'

const noteId = { name: 'noteId', in: 'path', required: true, schema: { type: 'string', pattern: '^note_[a-z]{8}$' } }
const header = (name: string, pattern: string, required = true) => ({
  name,
  in: 'header',
  required,
  schema: { type: 'string', pattern },
})
const key = header('Idempotency-Key', '^[a-z]{1,20}$')
const tag = '^"[0-9]+"$'
const problem = { type: 'object', required: ['status', 'code'] }
const refused = { content: { 'application/problem+json': { schema: problem } } }
const note = {
  type: 'object',
  required: ['id', 'version'],
  properties: { id: noteId.schema, version: { type: 'integer' } },
}
const shown = { content: { 'application/json': { schema: note } } }

const document = {
  openapi: '3.1.0',
  components: {
    schemas: { Problem: problem },
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer' },
      guestToken: { type: 'apiKey', in: 'header', name: 'Guest-Token' },
    },
  },
  paths: {
    '/notes': {
      post: {
        operationId: 'newNote',
        security: [{ token: [] }],
        parameters: [key],
        responses: { 201: shown, 400: refused, 401: refused },
      },
    },
    '/notes/{noteId}': {
      get: {
        operationId: 'readNote',
        parameters: [noteId, header('If-None-Match', tag, false)],
        responses: { 200: shown, 304: {}, 400: refused, 404: refused },
      },
      patch: {
        operationId: 'changeNote',
        parameters: [noteId, header('If-Match', tag)],
        responses: { 200: shown, 400: refused, 404: refused, 412: refused, 428: refused },
      },
      delete: {
        operationId: 'deleteNote',
        parameters: [noteId, header('If-Match', tag)],
        responses: { 204: {}, 400: refused, 404: refused, 412: refused, 428: refused },
      },
    },
  },
}

type Reply = { status: number; body?: object; etag?: string }
type Asked = {
  readonly id: string
  readonly method: string
  readonly login: boolean
  readonly headers: IncomingMessage['headers']
}

const refuse = (status: number): Reply => ({ status, body: { status, code: 'not-so' } })
const notes = new Map<string, { version: number }>()
const commands = new Map<string, Reply>()
/** Keys that a planted bug has seen. */
const used = new Set<string>()

/** A server of notes that can only be read and deleted after they were made. */
function serve(path: string, { method, login, headers }: Asked): Reply {
  const commandKey = String(headers['idempotency-key'] ?? '')
  if (path === '/notes') {
    if (method !== 'POST') return refuse(405)
    if (!login) return refuse(401)
    return /^[a-z]{1,20}$/.test(commandKey) ? (commands.get(commandKey) ?? made(commandKey)) : refuse(400)
  }
  const [, id] = /^\/notes\/(note_[a-z]{8})$/.exec(path) ?? []
  if (id === undefined) return refuse(400)
  if (method !== 'GET' && method !== 'DELETE' && method !== 'PATCH') return refuse(405)
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers
  if (method !== 'GET' && ifMatch === undefined) return refuse(428)
  const conditions = [ifMatch, ifNoneMatch].filter((condition) => condition !== undefined)
  if (conditions.some((condition) => !/^"[0-9]+"$/.test(condition))) return refuse(400)
  const known = notes.get(id)
  if (!known) return refuse(404)
  const etag = `"${known.version}"`
  if (method === 'GET')
    return etag === ifNoneMatch ? { status: 304, etag } : { status: 200, body: { id, ...known }, etag }
  if (ifMatch !== etag) return refuse(412)
  if (method === 'PATCH') return changed(id)
  notes.delete(id)
  return { status: 204 }
}

function changed(id: string): Reply {
  const note = { version: (notes.get(id)?.version ?? 0) + 1 }
  notes.set(id, note)
  return { status: 200, body: { id, ...note }, etag: `"${note.version}"` }
}

function made(commandKey: string): Reply {
  const id = `note_${Math.random()
    .toString(36)
    .replaceAll(/[^a-z]/g, '')
    .padEnd(8, 'x')
    .slice(0, 8)}`
  const note = { version: 1 + Math.floor(Math.random() * 1e9) }
  notes.set(id, note)
  const reply = { status: 201, body: { id, ...note } }
  commands.set(commandKey, reply)
  return reply
}

type Bug = (reply: Reply, asked: Asked) => Reply

let bug: Bug = (reply) => reply
const server = createServer((request, response) => {
  const answer = async (): Promise<Reply> => {
    await text(request)
    const { method = '', url = '', headers } = request
    const [path = ''] = url.split('?')
    if (path === '/openapi.json') return { status: 200, body: document }
    if (path.startsWith('/auth/')) return { status: 200, body: { accessToken: 'let.me.in' } }
    const asked = {
      id: path.slice('/notes/'.length),
      method,
      headers,
      login: headers.authorization === 'Bearer let.me.in',
    }
    return bug(serve(path, asked), asked)
  }
  void answer().then(({ status, body, etag }) => {
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    response.writeHead(status, {
      'guest-token': 'guest.1',
      ...(body && { 'content-type': type }),
      ...(etag && { etag }),
    })
    response.end(body && JSON.stringify(body))
  })
})
beforeAll(async () => {
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
beforeEach(() => {
  notes.clear()
  commands.clear()
  used.clear()
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

async function fuzzWith(planted: Bug) {
  bug = planted
  const { port } = server.address() as AddressInfo
  return fuzz({ api: `http://127.0.0.1:${port}` }, { requests: 800, seed: 1 })
}

test('every operation is reached, and gives every answer that is described', async () => {
  const { findings, unseen } = await fuzzWith((reply) => reply)
  expect({ findings, unseen }).toEqual({ findings: [], unseen: [] })
})

const bugs: readonly (readonly [name: string, bug: Bug, found: RegExp])[] = [
  [
    'a crash over what has to be made first',
    (reply, { method }) => (method === 'GET' && reply.status === 200 ? refuse(500) : reply),
    /^answers 500/,
  ],
  [
    'a crash behind the ETag of what was read',
    (reply, { method }) => (method === 'DELETE' && reply.status === 204 ? refuse(500) : reply),
    /^answers 500/,
  ],
  [
    'a command that is carried out again under the same key',
    (reply, { headers }) => (reply.status === 201 ? made(String(headers['idempotency-key'])) : reply),
    /^does not answer the same/,
  ],
  [
    'a change that was not meant for the version there is',
    (reply, { method, id }) => (method === 'PATCH' && reply.status === 412 ? changed(id) : reply),
    /^makes two changes/,
  ],
  [
    'an operation that serves whom it does not know',
    (reply, { login }) => (reply.status === 401 && !login ? made('stranger') : reply),
    /^serves a caller to whom it is not open/,
  ],
  [
    'a guest who is let in where only logins are',
    (reply, { login, headers }) =>
      reply.status === 401 && !login && headers['guest-token'] ? made(String(Math.random())) : reply,
    /^serves a caller to whom it is not open/,
  ],
  [
    'a command that is refused when it is sent again under its key',
    (reply, { headers }) => {
      const name = String(headers['idempotency-key'])
      const isAgain = reply.status === 201 && used.has(name)
      if (reply.status === 201) used.add(name)
      return isAgain ? refuse(400) : reply
    },
    /^does not answer the same under one Idempotency-Key: 201, then 400/,
  ],
  [
    'a refusal of a login that is no problem',
    (reply) => (reply.status === 401 ? { ...reply, body: { code: 'token-invalid' } } : reply),
    /^is not as described for 401/,
  ],
  [
    'a page in place of a problem',
    (reply, { method }) =>
      method === 'GET' && reply.status === 404 ? { status: 403, type: 'text/html', body: {} } : reply,
    /^answers 403, which is not described/,
  ],
  [
    'a reader who is sent what it has',
    (reply) => (reply.status === 304 ? { ...reply, status: 200, body: { id: 'note_aaaaaaaa', version: 1 } } : reply),
    /^sends once more/,
  ],
]

test.each(bugs)('the fuzzer finds %s', async (_name, bug, found) => {
  const { findings } = await fuzzWith(bug)
  expect(findings.map(({ what }) => what)).toContainEqual(expect.stringMatching(found))
})
