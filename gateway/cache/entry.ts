import { hash } from 'node:crypto'

/** An answer as it goes out, with the tags under which a change of it is announced. */
export type Entry = {
  readonly body: Buffer
  readonly etag: string
  readonly tags: readonly string[]
  /** Of a page: the cursor of the next one. */
  readonly next?: string
}

export function entryOf({ body, tags, next }: { body: Uint8Array; tags: readonly string[]; next?: string }): Entry {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return { body: bytes, etag: etagOf(bytes), tags, ...(next !== undefined && { next }) }
}

/** A strong validator (RFC 9110, 8.8.3): the same bytes have the same tag in every process. */
export const etagOf = (bytes: Buffer): string => `"${hash('sha256', bytes, 'base64url').slice(0, 22)}"`

/** An entry as Redis keeps it: one line about it, then its bytes. */
export function encode({ body, etag, tags, next = '' }: Entry, since: number): Buffer {
  return Buffer.concat([Buffer.from(`${since} ${etag} ${tags.join(',')} ${next}\n`), body])
}

/** Brings an entry back from Redis; undefined unless it is whole. */
export function decode(bytes: Buffer | null): (Entry & { readonly since: number }) | undefined {
  const end = bytes?.indexOf('\n') ?? -1
  if (!bytes || end < 0) return undefined
  const [since, etag, tags, next] = bytes.toString('latin1', 0, end).split(' ')
  const body = bytes.subarray(end + 1)
  if (!/^\d{1,16}$/.test(since ?? '') || tags === undefined || etagOf(body) !== etag) return undefined
  return { body, etag, tags: tags ? tags.split(',') : [], since: Number(since), ...(next && { next }) }
}
