import * as fc from 'fast-check'
import type { Draft } from './breaks.ts'

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

/** Requests with something odd about them, of which only this much is sure: the answer is one that is described. */
export function hostile(draft: Draft): fc.Arbitrary<{ readonly draft: Draft; readonly rule: string }> {
  const header = fc
    .constantFrom(...headers)
    .chain(([name, values]) =>
      fc
        .constantFrom(...values)
        .map((value) => ({ draft: { ...draft, headers: { ...draft.headers, [name]: value } }, rule: `odd ${name}` })),
    )
  const query = fc
    .constantFrom('__proto__', 'constructor', 'cursor', 'limit', 'fields', 'expand', 'q[]', '')
    .chain((name) =>
      fc
        .constantFrom('', '0', '-1', '\u0000', 'a'.repeat(3_000), '%', '__proto__', 'id,,id', '..')
        .map((value) => ({ draft: { ...draft, query: { ...draft.query, [name]: value } }, rule: `odd ?${name}` })),
    )
  return fc.oneof(header, query)
}
