import { typeidUnboxed } from 'typeid-js'
import { afterEach, expect, test, vi } from 'vitest'
import { newId } from './id.ts'

afterEach(() => void vi.useRealTimers())

const suffixOf = (id: string) => id.slice('ord_'.length)

/** The bits of an id, as anybody reads a TypeID. */
function bitsOf(id: string): bigint {
  const letters = '0123456789abcdefghjkmnpqrstvwxyz'
  return Array.from(suffixOf(id)).reduce((bits, letter) => bits * 32n + BigInt(letters.indexOf(letter)), 0n)
}

test('an id is a TypeID of a UUIDv7 with the time it was made at', () => {
  for (let round = 0; round < 1_000; round++) {
    const before = Date.now()
    const id = newId('ord')

    expect(typeidUnboxed('ord', suffixOf(id))).toBe(id)
    const bits = bitsOf(id)
    expect([(bits >> 76n) & 15n, (bits >> 62n) & 3n]).toEqual([7n, 2n])
    expect(Number(bits >> 80n)).toBeGreaterThanOrEqual(before)
    expect(Number(bits >> 80n)).toBeLessThanOrEqual(Date.now())
  }
})

test('ids of one process sort by the order they were made in, and no two are the same', () => {
  const ids = Array.from({ length: 200_000 }, () => newId('ord'))

  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('a clock that is put back a little puts no id back, and one that was far ahead is not followed for ever', () => {
  vi.useFakeTimers({ now: Date.UTC(2030, 0, 1) })
  const first = newId('ord')
  vi.setSystemTime(Date.UTC(2030, 0, 1) - 5_000)
  const second = newId('ord')
  vi.setSystemTime(Date.UTC(2029, 0, 1))
  const third = newId('ord')

  expect(second > first).toBe(true)
  expect(third < first).toBe(true)
  expect(Number(bitsOf(third) >> 80n)).toBe(Date.UTC(2029, 0, 1))
})

test('the end of an id is random, so that two processes in the same millisecond make different ones', () => {
  const random = new Set(Array.from({ length: 10_000 }, () => suffixOf(newId('ord')).slice(17)))

  expect(random.size).toBe(10_000)
})
