import { expect, test } from 'vitest'
import { readMemory } from './memory.ts'

test('the memory that this process has for itself is seen to grow', () => {
  const before = readMemory({ self: process.pid })
  if (!before) return
  const kept = Buffer.alloc(64 * 1_024 * 1_024, 1)

  const after = readMemory({ self: process.pid })

  expect(Number(after?.['self']) - Number(before['self'])).toBeGreaterThan(48)
  expect(kept).toHaveLength(64 * 1_024 * 1_024)
})
