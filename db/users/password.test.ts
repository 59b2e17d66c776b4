import { hash } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import { hashPassword, needsRehash, verifyPassword } from './password.ts'

test('a password is known again, and no other one passes for it', async () => {
  const kept = await hashPassword('correct horse battery staple')
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await verifyPassword(kept, 'correct horse battery staple')).toBe(true)
  expect(await verifyPassword(kept, 'correct horse battery stapler')).toBe(false)
  expect(await hashPassword('correct horse battery staple')).not.toBe(kept)
})

test('a long password counts to its last character', async () => {
  const long = '🧭'.repeat(100)
  const kept = await hashPassword(long)
  expect(await verifyPassword(kept, long)).toBe(true)
  expect(await verifyPassword(kept, `${long.slice(0, -2)}🗺`)).toBe(false)
})

test('an accent is the same however the keyboard composes it', async () => {
  expect(await verifyPassword(await hashPassword('caf\u00e9 au lait'), 'cafe\u0301 au lait')).toBe(true)
})

test('a hash from cheaper days still opens, and asks to be made again', async () => {
  const cheap = await hash('tea for two', { memoryCost: 8_192, timeCost: 1 })
  expect(await verifyPassword(cheap, 'tea for two')).toBe(true)
  expect(needsRehash(cheap)).toBe(true)
  expect(needsRehash(await hashPassword('tea for two'))).toBe(false)
})
