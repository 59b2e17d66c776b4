import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fuzz } from './fuzz.ts'

const problem = {
  type: 'object',
  required: ['status', 'code'],
  properties: { status: { type: 'integer' }, code: { type: 'string' } },
}

const refusals = { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }

const document = {
  openapi: '3.1.0',
  components: { schemas: { Problem: problem } },
  paths: {
    '/notes/{noteId}': {
      put: {
        operationId: 'putNote',
        parameters: [
          { name: 'noteId', in: 'path', required: true, schema: { type: 'string', pattern: '^note_[a-z]{2}$' } },
          { name: 'loud', in: 'query', schema: { type: 'boolean' } },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['words'],
                properties: {
                  words: { type: 'string', minLength: 1, maxLength: 20, pattern: '^[a-z ]*$' },
                  stars: { type: 'integer', minimum: 1, maximum: 5 },
                },
                additionalProperties: false,
              },
            },
          },
        },
        responses: {
          200: {
            headers: { 'Request-Id': { required: true, schema: { type: 'string' } } },
            content: { 'application/json': { schema: { type: 'object', required: ['words'] } } },
          },
          400: refusals,
        },
      },
    },
  },
}

type Note = { words?: unknown; stars?: unknown }
type Reply = { status: number; body: object; headers?: Record<string, string> }

const refuse = (pointer: string, status = 400): Reply => ({
  status,
  body: { status, code: 'invalid-request', errors: [{ pointer, code: 'wrong', detail: 'is wrong' }] },
})

/** A server that does what the document says. */
function honest({ method = '', url: address = '', headers }: IncomingMessage, sent: string): Reply {
  const { pathname, searchParams } = new URL(address, 'http://x')
  const type = headers['content-type'] ?? ''
  if (!/^\/notes\/[^/]+$/.test(pathname)) return refuse('', 404)
  if (method !== 'PUT') return refuse('', 405)
  if (sent.length > 100_000) return refuse('', 413)
  if (!/^application\/json(; charset=utf-8)?$/.test(type)) return refuse('', 415)
  if (!/^\/notes\/note_[a-z]{2}$/.test(pathname)) return refuse('/noteId')
  const loud = searchParams.get('loud')
  if (loud !== null && loud !== 'true' && loud !== 'false') return refuse('/loud')
  const note = parse(sent)
  if (!note) return refuse('')
  const { words, stars } = note
  const [unknown] = Object.keys(note).filter((name) => name !== 'words' && name !== 'stars')
  if (unknown) return refuse(`/${unknown}`)
  if (typeof words !== 'string' || !/^[a-z ]{1,20}$/.test(words)) return refuse('/words')
  if (stars !== undefined && !(Number.isInteger(stars) && Number(stars) >= 1 && Number(stars) <= 5))
    return refuse('/stars')
  return { status: 200, body: { words } }
}

function parse(sent: string): Note | undefined {
  try {
    const value: unknown = JSON.parse(sent)
    const twice = sent.split('"words":').length > 2 || sent.split('"stars":').length > 2
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && !twice && !sent.includes('__proto__') ? value : undefined
  } catch {
    return undefined
  }
}

type Bug = (reply: Reply, note: Note) => Reply

let bug: Bug = (reply) => reply
const server = createServer((request, response) => {
  const answer = async () => {
    if (request.url === '/openapi.json') return { status: 200, body: document }
    if (request.url?.startsWith('/auth/')) return { status: 200, body: { accessToken: 'a.b.c' } }
    const sent = await text(request)
    const reply = honest(request, sent)
    return bug({ headers: { 'request-id': '1' }, ...reply }, parse(sent) ?? {})
  }
  void answer().then(({ status, body, headers }: Reply) => {
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    response.writeHead(status, { 'content-type': type, ...headers }).end(JSON.stringify(body))
  })
})
beforeAll(async () => {
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

async function findingsWith(planted: Bug): Promise<readonly string[]> {
  bug = planted
  const { port } = server.address() as AddressInfo
  const { findings } = await fuzz({ api: `http://127.0.0.1:${port}` }, { requests: 500, seed: 1 })
  return findings.map(({ what }) => what)
}

test('a system that does what it says is found to be without fault', async () => {
  expect(await findingsWith((reply) => reply)).toEqual([])
})

const isDone = ({ status }: Reply) => status === 200
const bugs: readonly (readonly [name: string, bug: Bug, found: RegExp])[] = [
  ['a crash on some input', (reply, { stars }) => (stars === 5 ? { ...reply, status: 500 } : reply), /^answers 500/],
  [
    'a status that is not described',
    (reply) => (isDone(reply) ? { ...reply, status: 202 } : reply),
    /^answers 202, which/,
  ],
  [
    'an answer that lacks a member',
    (reply) => (isDone(reply) ? { ...reply, body: {} } : reply),
    /^is not as described/,
  ],
  [
    'an answer of another type',
    (reply) => (isDone(reply) ? { ...reply, headers: { 'content-type': 'text/html' } } : reply),
    /^is text\/html/,
  ],
  [
    'an answer that lacks a header',
    (reply) => (isDone(reply) ? { ...reply, headers: {} } : reply),
    /^lacks the header Request-Id/,
  ],
  [
    'a refused request that conforms',
    (reply, { stars }) => (isDone(reply) && stars === 1 ? refuse('/stars') : reply),
    /^refuses a valid request/,
  ],
  [
    'an accepted member that is unknown',
    (reply, note) => ('surprise' in note ? { ...reply, status: 200, body: { words: '' } } : reply),
    /^accepts an invalid request/,
  ],
  [
    'an accepted number out of range',
    (reply, { stars }) => (stars === 6 ? { ...reply, status: 200, body: { words: '' } } : reply),
    /^accepts an invalid request/,
  ],
  [
    'a refusal that does not name the place',
    (reply) => (reply.status === 400 ? refuse('/elsewhere') : reply),
    /without naming/,
  ],
  [
    'a refusal that is no problem',
    (reply) => (reply.status === 400 ? { ...reply, body: {} } : reply),
    /^is not as described for 400/,
  ],
]

test.each(bugs)('the fuzzer finds %s', async (_name, bug, found) => {
  expect(await findingsWith(bug)).toContainEqual(expect.stringMatching(found))
})
