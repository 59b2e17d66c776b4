import { hkdfSync } from 'node:crypto'

/** A key of 32 bytes for one purpose; from it neither the secret nor the key of another purpose can be found. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `tradewind ${purpose}`, 32))
}
