import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import { Negotiator } from '@fastify/accept-negotiator'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { varyBy } from './headers.ts'

/** Its highest levels take many times as long for a tenth less. */
const quality = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } }

/** The best one first, for clients that take several alike. */
const codings = {
  zstd: { now: (bytes: Buffer) => zlib.zstdCompressSync(bytes), soon: promisify(zlib.zstdCompress) },
  br: {
    now: (bytes: Buffer) => zlib.brotliCompressSync(bytes, quality),
    soon: (bytes: Buffer) => promisify(zlib.brotliCompress)(bytes, quality),
  },
  gzip: { now: (bytes: Buffer) => zlib.gzipSync(bytes), soon: promisify(zlib.gzip) },
}

type Coding = keyof typeof codings

/** Smaller answers fit into one packet as they are. */
const atLeastBytes = 1_024

/** A larger one would hold up everybody else for too long, and is packed on another thread. */
const atOnceBytes = 16 * 1_024

const compressible = /^text\/|[/+](json|javascript|xml)\b/

const negotiator = new Negotiator({
  supportedValues: [...Object.keys(codings), 'identity'],
  cache: new LRUCache<string, string>({ max: 200 }),
})

/**
 * Packs what is read, and never what answers a command: that is small, and may hold a secret beside words of the client, whom
 * the length would then tell how much they have in common (BREACH). Streams go out as they come.
 */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload: unknown, done) => {
    if ((request.method !== 'GET' && request.method !== 'HEAD') || !isCompressible(reply)) return done(null, payload)
    varyBy(reply, 'Accept-Encoding')
    const coding = codingFor(request)
    if (!coding) return done(null, payload)
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
    if (!Buffer.isBuffer(bytes)) {
      if (reply.statusCode === 304) tagAsNamed(request, reply, coding)
      return done(null, payload)
    }
    if (bytes.length < atLeastBytes) return done(null, payload)
    const send = (packed: Buffer) => {
      tag(reply.header('content-encoding', coding), coding)
      done(null, packed)
    }
    const packed = pack(bytes, coding)
    if (packed instanceof Promise) packed.then(send, done)
    else send(packed)
  })
}

function codingFor({ headers }: FastifyRequest): Coding | undefined {
  const accepted = headers['accept-encoding']
  const best = accepted === undefined ? undefined : negotiator.negotiate(accepted)
  return best && best in codings ? (best as Coding) : undefined
}

const isCompressible = (reply: FastifyReply) =>
  !reply.hasHeader('content-encoding') && compressible.test(String(reply.getHeader('content-type')))

type Forms = Partial<Record<Coding, Buffer | Promise<Buffer>>>

const kept = new WeakMap<Buffer, Forms>()

/** Has the packed forms of these bytes kept for as long as the bytes themselves, so that they are packed once. */
export const keepPacked = (bytes: Buffer): void => {
  kept.set(bytes, {})
}

/** Packs bytes, or finds what they were packed to before. */
export function pack(bytes: Buffer, coding: Coding): Buffer | Promise<Buffer> {
  const forms = kept.get(bytes)
  const known = forms?.[coding]
  if (known) return known
  const packed = bytes.length > atOnceBytes ? codings[coding].soon(bytes) : codings[coding].now(bytes)
  if (!forms) return packed
  forms[coding] = packed
  if (packed instanceof Promise)
    packed.then(
      (done) => (forms[coding] = done),
      () => delete forms[coding],
    )
  return packed
}

/** The strong tag of a form: its bytes are not those of the other forms. */
const tagOf = (etag: string, coding: Coding) => etag.replace(/"$/, `-${coding}"`)

/** Whether a tag that a client sends back names this answer, in whatever form it had it. */
export const namesAnyForm = (tag: string, etag: string): boolean =>
  tag === etag || (Object.keys(codings) as Coding[]).some((coding) => tag === tagOf(etag, coding))

function tag(reply: FastifyReply, coding: Coding): void {
  const etag = reply.getHeader('etag')
  if (typeof etag === 'string') void reply.header('etag', tagOf(etag, coding))
}

/** What has not changed keeps the tag under which the client knows it. */
function tagAsNamed({ headers }: FastifyRequest, reply: FastifyReply, coding: Coding): void {
  const etag = String(reply.getHeader('etag'))
  if (headers['if-none-match']?.includes(tagOf(etag, coding))) tag(reply, coding)
}
