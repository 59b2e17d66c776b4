import { hash } from 'node:crypto'

/** An answer as it goes out, with the tags under which a change of it is announced. */
export type Entry = {
  readonly body: Buffer
  readonly etag: string
  readonly tags: readonly string[]
  /** Of a page: the cursor of the next one. */
  readonly next?: string
}

/** An answer as an actor gave it. */
export type Answered = {
  readonly body: Uint8Array
  /** Of the thing it shows, if that has one. */
  readonly version?: number
  readonly tags?: readonly string[]
  readonly next?: string
}

export function entryOf({ body, version, tags = [], next }: Answered): Entry {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return { body: bytes, etag: etagOf(bytes, version), tags, ...(next !== undefined && { next }) }
}

/**
 * A strong validator (RFC 9110, 8.8.3): the same bytes have the same tag in every process. In front stands the version of
 * what they show, for those who will change it: that stays while the hash changes with every form of an answer.
 */
export const etagOf = (bytes: Buffer, version?: number | string): string => {
  const digest = hash('sha256', bytes, 'base64url').slice(0, 22)
  return version === undefined ? `"${digest}"` : `"${version}.${digest}"`
}

const versionIn = (etag: string): string | undefined => /^"(\d+)\./.exec(etag)?.[1]

/** The same answer in another form. */
export function reshaped(entry: Entry, output: unknown): Entry {
  const body = Buffer.from(JSON.stringify(output))
  return { ...entry, body, etag: etagOf(body, versionIn(entry.etag)) }
}

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
  if (!/^\d{1,16}$/.test(since ?? '') || tags === undefined || !etag) return undefined
  if (etagOf(body, versionIn(etag)) !== etag) return undefined
  return { body, etag, tags: tags ? tags.split(',') : [], since: Number(since), ...(next && { next }) }
}
