import { createHmac, timingSafeEqual } from 'node:crypto'

/** Signs what goes out and is to come back unchanged. What is said begins with what it is for, so that nothing signed for one use passes for another. */
export type Signatures = {
  readonly sign: (...said: readonly [purpose: string, ...string[]]) => string
  readonly isOurs: (signature: string, ...said: readonly [purpose: string, ...string[]]) => boolean
}

/** 128 bits in base64url. */
const length = 22

/** The first secret signs, and all are believed, so that one can be replaced while what it signed is still about. */
export function signatures(secrets: readonly string[]): Signatures {
  const [first] = secrets
  if (first === undefined) throw new Error('Without a secret nothing can be signed')
  const mac = (secret: string, said: readonly string[]) =>
    createHmac('sha256', secret).update(JSON.stringify(said)).digest('base64url').slice(0, length)
  return {
    sign: (...said) => mac(first, said),
    isOurs: (signature, ...said) => {
      const given = Buffer.from(signature)
      return secrets.some((secret) => {
        const right = Buffer.from(mac(secret, said))
        return right.length === given.length && timingSafeEqual(right, given)
      })
    },
  }
}
