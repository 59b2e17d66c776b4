import type { Api, Operation } from './document.ts'
import type { Draft } from './draft.ts'

const headers: readonly (readonly [name: string, values: readonly string[]])[] = [
  ['if-match', ['*', '"0"', 'W/"1"', '"', ',', '"1", "2"', 'x'.repeat(4_000)]],
  ['if-none-match', ['*', '"0"', 'W/"1"', '"', ',,,', `"${'x'.repeat(4_000)}"`]],
  [
    'prefer',
    [
      'wait=0',
      'wait=-1',
      'wait=99999999999',
      'respond-async',
      'return=minimal',
      ';;=,',
      'wait="x"',
      'wait=1,'.repeat(200),
    ],
  ],
  ['api-version', ['2026-11-01', '1999-01-01', '2026-13-45', 'latest', "' or 1=1"]],
  ['accept-encoding', ['br', 'gzip;q=0', 'identity;q=0, *;q=0', 'zstd, br;q=0.1', ';;;', '*;q=2']],
  ['accept', ['text/html', 'application/xml', '*/*;q=0', 'x']],
  [
    'idempotency-key',
    ['"', '""', 'a b', '"a\\"', 'ключ'.normalize().replaceAll(/[^\x20-\x7e]/g, '?'), 'k'.repeat(300)],
  ],
  ['range', ['bytes=0-', 'bytes=9-1', 'rows=1']],
  ['last-event-id', ['-1', '1e9', 'x', '999999999999999999999']],
  [
    'authorization',
    [
      'Basic dTpw',
      'Bearer',
      'Bearer a b',
      'Bearer ..',
      `Bearer ${'x'.repeat(3_000)}`,
      'bearer eyJhbGciOiJIUzI1NiJ9.e30.x',
    ],
  ],
  ['x-forwarded-for', ['127.0.0.1', '::1, 10.0.0.1', 'x'.repeat(1_000)]],
  ['traceparent', ['00-0-0-0', 'ff-ffffffffffffffffffffffffffffffff-ffffffffffffffff-ff']],
  ['content-encoding', ['gzip', 'br', 'identity']],
  ['x-http-method-override', ['DELETE']],
]

const keys = ['x', '.', 'a.b', 'a.b.c', '__proto__', 'x'.repeat(4_000)]

const names = ['__proto__', 'constructor', 'cursor', 'limit', 'fields', 'expand', 'q[]', '']
const texts = ['', '0', '-1', '\u0000', 'a'.repeat(3_000), '%', '__proto__', 'id,,id', '..']
const suffixes = [
  '/',
  '//',
  '/..',
  '/%2e%2e%2f',
  '/%00',
  '/%',
  '%ff',
  '?',
  '?&&==',
  '?limit=1&limit=2',
  ';a=b',
  '#',
  '/*',
]
const methods = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'POST', 'PROPFIND', 'SEARCH']

const bodies = [
  { text: '{}', type: 'application/json' },
  { text: '', type: 'application/json' },
  { text: 'a=1', type: 'application/x-www-form-urlencoded' },
  { text: '--x--', type: 'multipart/form-data; boundary=x' },
  { text: '<a/>', type: 'text/xml' },
  { text: '{}', type: 'application/json; charset=utf-16' },
  { text: '"x"'.padEnd(2_000_000), type: 'application/json' },
]

/** A request with something odd about it, of which only this much is sure: the answer is one that may be given. */
export type Odd = { readonly draft: Draft; readonly rule: string }

/** Ways to make a request odd. */
export function hostile(api: Api, { path }: Operation, draft: Draft): readonly (readonly Odd[])[] {
  const more = (part: 'headers' | 'query', name: string, value: string): Odd => ({
    draft: { ...draft, [part]: { ...draft[part], [name]: value } },
    rule: part === 'query' ? `odd ?${name}` : `odd ${name}`,
  })
  const described = api.operations.flatMap((other) => (other.path === path ? [other.method] : []))
  const undescribed = methods.filter((method) => !described.includes(method))
  return [
    api.keyHeaders.flatMap((name) => keys.map((value) => more('headers', name, value))),
    headers.flatMap(([name, values]) => values.map((value) => more('headers', name, value))),
    names.flatMap((name) => texts.map((value) => more('query', name, value))),
    suffixes.map((suffix) => ({ draft: { ...draft, suffix }, rule: `odd address ${suffix}` })),
    bodies.map((raw) => ({ draft: { ...draft, raw }, rule: `odd body of ${raw.type}` })),
    undescribed.map((method) => ({ draft: { ...draft, method }, rule: `odd ${method}` })),
  ]
}
