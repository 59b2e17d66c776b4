import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fuzz } from './fuzz.ts'

const idOf = (kind: string) => ({ type: 'string', pattern: `^${kind}_[a-z]{8}$` })
const count = { type: 'integer', minimum: 1, maximum: 1_000_000 }
const inPath = (name: string, schema: object) => ({ name, in: 'path', required: true, schema })
const noteId = inPath('noteId', idOf('note'))
const refused = {
  content: { 'application/problem+json': { schema: { type: 'object', required: ['status', 'code'] } } },
}
const shown = (...names: string[]) => ({ content: { 'application/json': { schema: { required: names } } } })
const numbered = { type: 'object', required: ['number'], properties: { number: count } }
const listed = {
  content: {
    'application/json': { schema: { required: ['items'], properties: { items: { type: 'array', items: numbered } } } },
  },
}
const operation = (operationId: string, parameters: readonly object[], responses: object) => ({
  operationId,
  security: [{ token: [] }],
  parameters,
  responses: { 400: refused, 401: refused, 403: refused, 404: refused, 409: refused, ...responses },
})

/** A note is written by somebody, printed in its own time, reviewed by an editor who did not write it, and the review is answered. */
const document = {
  openapi: '3.1.0',
  components: { schemas: { Problem: refused.content['application/problem+json'].schema } },
  paths: {
    '/notes': { post: operation('writeNote', [], { 201: shown('id') }) },
    '/notes/{noteId}/reviews': { post: operation('reviewNote', [noteId], { 201: shown('id') }) },
    '/reviews/{reviewId}/answers': {
      post: operation('answerReview', [inPath('reviewId', idOf('rev'))], { 201: shown('noteId') }),
    },
    '/notes/{noteId}/answers': { get: operation('listAnswers', [noteId], { 200: listed }) },
    '/notes/{noteId}/answers/{number}': {
      get: operation('readAnswer', [noteId, inPath('number', count)], { 200: shown('number') }),
    },
  },
}

type Reply = { status: number; body?: object }
type Note = { author: string; printedAt: number; reviews: string[]; answers: number[] }

const refuse = (status: number, retryable = false): Reply => ({ status, body: { status, code: 'not-so', retryable } })
const newId = (kind: string) =>
  `${kind}_${Array.from(randomBytes(8), (byte) => String.fromCharCode(97 + (byte % 26))).join('')}`
const printMs = 50
const editor = { email: 'editor@example.com', password: 'scissors' }
const notes = new Map<string, Note>()
let answers = 500

function serve(method: string, path: string, who: string): Reply {
  const [, kind, id = '', part, number] =
    /^\/(notes|reviews)(?:\/(\w+)\/(reviews|answers)(?:\/(\d+))?)?$/.exec(path) ?? []
  if (!kind) return refuse(404)
  const isRead = kind === 'notes' && part === 'answers'
  if (method !== (isRead ? 'GET' : 'POST')) return refuse(405)
  if (who === '') return refuse(401)
  if (part === 'reviews' && who !== editor.email) return refuse(403)
  if (id === '') return written(who)
  const entries = [...notes].find(([noteId, { reviews }]) => noteId === id || reviews.includes(id))
  if (!entries) return refuse(404)
  const [found, note] = entries
  if (part === 'reviews') return reviewed(note, who)
  if (!isRead) return answered(found, note)
  if (number === undefined) return { status: 200, body: { items: note.answers.map((each) => ({ number: each })) } }
  return note.answers.includes(Number(number)) ? { status: 200, body: { number: Number(number) } } : refuse(404)
}

function written(author: string): Reply {
  const id = newId('note')
  notes.set(id, { author, printedAt: Date.now() + printMs, reviews: [], answers: [] })
  return { status: 201, body: { id } }
}

/** Nobody reviews what they wrote themselves. */
function reviewed(note: Note, who: string): Reply {
  if (note.author === who) return refuse(409)
  if (note.printedAt > Date.now()) return refuse(409, true)
  const id = newId('rev')
  note.reviews.push(id)
  return { status: 201, body: { id } }
}

function answered(noteId: string, note: Note): Reply {
  note.answers.push(++answers)
  return { status: 201, body: { noteId } }
}

/** Everybody is known by their e-mail address. */
async function answerTo(request: IncomingMessage): Promise<Reply> {
  const { method = '', url = '', headers } = request
  const [path = ''] = url.split('?')
  const sent = await text(request)
  if (path === '/openapi.json') return { status: 200, body: document }
  if (path.startsWith('/auth/'))
    return { status: 200, body: { accessToken: (JSON.parse(sent) as typeof editor).email } }
  if (path.startsWith('/api-keys')) return { status: 200, body: { id: 'key', secret: '' } }
  return serve(method, path, /^Bearer (\S+@\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '')
}

const server = createServer((request, response) => {
  void answerTo(request).then(({ status, body }) => {
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body))
  })
})
beforeAll(async () => {
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
beforeEach(() => notes.clear())
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const steps = ['writeNote 201', 'reviewNote 201', 'answerReview 201', 'listAnswers 200', 'readAnswer 200']

test.each([1, 2, 3, 4])('what takes several steps of several people is reached at once (seed %i)', async (seed) => {
  const { port } = server.address() as AddressInfo
  const api = `http://127.0.0.1:${port}`
  const { findings, answers } = await fuzz({ api, staff: editor }, { requests: 120, seed })
  expect(findings).toEqual([])
  expect(steps.filter((step) => !answers[step])).toEqual([])
})
