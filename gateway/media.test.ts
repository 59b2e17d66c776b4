import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEdge, type TestEdge } from './test-edge.ts'

const picture = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

let edge: TestEdge
let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tradewind-media-'))
  await mkdir(join(dir, 'media/mugs'), { recursive: true })
  await writeFile(join(dir, 'media/mugs/navy-3f9a.svg'), picture)
  await writeFile(join(dir, 'media/.hidden'), 'a secret')
  await writeFile(join(dir, 'beside'), 'a secret')
  edge = await startEdge({ build: { mediaDir: join(dir, 'media') } })
})
afterAll(async () => {
  await edge[Symbol.asyncDispose]()
  await rm(dir, { recursive: true })
})

const get = (path: string, headers = {}) => edge.app.inject({ url: `/media/${path}`, headers })

test('a file is for caches to keep for good, and may not act when it is opened by itself', async () => {
  const response = await get('mugs/navy-3f9a.svg')
  expect([response.statusCode, response.body]).toEqual([200, picture])
  expect(response.headers).toMatchObject({
    'content-type': 'image/svg+xml',
    'cache-control': 'public, max-age=31536000, immutable',
    'accept-ranges': 'bytes',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'x-content-type-options': 'nosniff',
  })
  const again = await get('mugs/navy-3f9a.svg', { 'if-none-match': response.headers.etag })
  expect([again.statusCode, again.body]).toEqual([304, ''])
})

test.each([
  { range: 'bytes=0-3', status: 206, body: '<svg', contentRange: `bytes 0-3/${picture.length}` },
  {
    range: 'bytes=-6',
    status: 206,
    body: '</svg>',
    contentRange: `bytes ${picture.length - 6}-${picture.length - 1}/${picture.length}`,
  },
  { range: 'bytes=9999-', status: 416, body: undefined, contentRange: `bytes */${picture.length}` },
])('$range is answered $status', async ({ range, status, body, contentRange }) => {
  const response = await get('mugs/navy-3f9a.svg', { range })
  expect([response.statusCode, response.headers['content-range']]).toEqual([status, contentRange])
  if (body !== undefined) expect(response.body).toBe(body)
  else expect(response.headers['content-type']).toBe('application/problem+json')
})

test.each([
  '',
  'mugs',
  'mugs/',
  'nothing.png',
  '.hidden',
  '../beside',
  '%2e%2e/beside',
  '..%2fbeside',
  'mugs/..%5c..%5cbeside',
  '%00',
])('/media/%s is nothing that anybody may have', async (path) => {
  const response = await get(path)
  expect([400, 403, 404]).toContain(response.statusCode)
  expect(response.headers['content-type']).toBe('application/problem+json')
  expect(response.body).not.toContain('secret')
})
