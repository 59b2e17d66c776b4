import { expect, test } from 'vitest'
import { mostParts, readParts, writePart, writeParts } from './batches.ts'

test('parts are read as they were written, each in its place', () => {
  const json = writeParts([writePart({ Caller: 'a "b"' }, '{"sku":"mug"}'), undefined, writePart({}, 'null')])
  expect(readParts(json)).toEqual([
    { headers: { Caller: 'a "b"' }, body: { sku: 'mug' } },
    undefined,
    { headers: {}, body: null },
  ])
})

test('what is no list of parts is none, and a malformed part is missing', () => {
  for (const json of ['', '{}', 'null', '7', '[', JSON.stringify(Array.from({ length: mostParts + 1 }, () => null))])
    expect(readParts(json)).toBeUndefined()
  const malformed = [1, null, [], {}, { body: 1 }, { headers: null, body: 1 }, { headers: { Caller: 7 }, body: 1 }]
  expect(readParts(JSON.stringify(malformed))).toEqual(malformed.map(() => undefined))
})
