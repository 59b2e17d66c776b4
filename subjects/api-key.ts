import { hash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** Whether a key belongs to a shop that people try things in, or to one that sells. */
export type ApiKeyMode = 'test' | 'live'

/** What an API key may be let do: read or change what belongs to one actor. Which of the two an operation is, its HTTP method says. */
export type Scope = `${ScopedActor}:${'read' | 'write'}`

type ScopedActor = (typeof scopedActors)[number]

/** The actors whose operations a scope can open; `contracts.ts` lets the compiler check that none is missing. */
export const scopedActors = ['users', 'products', 'orders', 'payments', 'inventory', 'notifications'] as const

export const scopes: readonly Scope[] = scopedActors.flatMap((actor): Scope[] => [`${actor}:read`, `${actor}:write`])

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** 190 bits. */
const secretLength = 32
const checksumLength = 6

/** A new API key: what it is for, what nobody can guess, and a checksum by which scanners of code and logs know it for one. */
export function newApiKey(mode: ApiKeyMode): string {
  const secret = Array.from({ length: secretLength }, () => digits[randomInt(digits.length)]).join('')
  return `tw_${mode}_${secret}${checksumOf(`tw_${mode}_${secret}`)}`
}

/** Whether a text has the form and the checksum of an API key. */
export function isApiKey(text: string): boolean {
  if (!/^tw_(test|live)_[0-9A-Za-z]{38}$/.test(text)) return false
  return checksumOf(text.slice(0, -checksumLength)) === text.slice(-checksumLength)
}

/** What is kept and asked about instead of the key itself. A quick hash will do where 190 bits are random. */
export const hashApiKey = (key: string): string => hash('sha256', key, 'base64url')

/** How a key begins, for people to tell keys apart: the rest is still more than anybody could try. */
export const prefixOf = (key: string): string => key.slice(0, 'tw_test_'.length + 4)

function checksumOf(text: string): string {
  let rest = crc32(text)
  let written = ''
  for (let place = 0; place < checksumLength; place++) {
    written = digits[rest % digits.length] + written
    rest = Math.floor(rest / digits.length)
  }
  return written
}
