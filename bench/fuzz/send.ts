import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { request } from 'undici'
import type { Operation } from './document.ts'
import type { Draft } from './draft.ts'
import type { Answer } from './judge.ts'

/** A request as it goes out. */
export type Sent = {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** Puts the parts of a request together. */
export function assemble(
  api: string,
  { method, path, body }: Operation,
  { draft, credentials = {} }: { draft: Draft; credentials?: Readonly<Record<string, string>> },
): Sent {
  const place = path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(textOf(draft.path[name])))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(draft.query)) if (value !== undefined) query.set(name, textOf(value))
  const headers: Record<string, string> = { ...credentials }
  for (const [name, value] of Object.entries(draft.headers))
    if (value !== undefined) headers[name.toLowerCase()] = textOf(value)
  const sent = draft.raw?.text ?? (draft.body === undefined ? undefined : JSON.stringify(draft.body))
  if (sent !== undefined) headers['content-type'] = draft.raw?.type ?? body?.type ?? 'application/json'
  const url = `${api}${place}${query.size > 0 ? `?${query.toString()}` : ''}${draft.suffix ?? ''}`
  return { method: draft.method ?? method, url, headers, ...(sent !== undefined && { body: sent }) }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

const patienceMs = 20_000

const packings: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  identity: (bytes) => bytes,
  gzip: gunzipSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
}

/** Sends a request. Of a stream of events only the beginning is waited for. */
export async function send({ method, url, headers, body }: Sent): Promise<Answer> {
  const signal = AbortSignal.timeout(patienceMs)
  const response = await request(url, { method: method as 'GET', headers, body: body ?? null, signal })
  const told = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]))
  if (told['content-type']?.startsWith('text/event-stream')) {
    return { status: response.statusCode, headers: told, text: '', events: await firstEvents(response.body) }
  }
  const bytes = Buffer.from(await response.body.arrayBuffer())
  const unpack = packings[told['content-encoding'] ?? 'identity']
  if (!unpack) throw new Error(`packed as ${told['content-encoding']}`)
  // A HEAD has the headers of what it does not show.
  const text = bytes.length === 0 ? '' : unpack(bytes).toString()
  return { status: response.statusCode, headers: told, text }
}

const listenMs = 100

/** What is in a stream before it falls silent: the data of its events. */
async function firstEvents(body: Readable): Promise<readonly string[]> {
  let text = ''
  body.on('error', () => {}).on('data', (chunk: Buffer) => (text += chunk.toString()))
  await Promise.race([sleep(listenMs), once(body, 'close')])
  body.destroy()
  const whole = text.split('\n\n').slice(0, -1)
  return whole.flatMap((event) => {
    const data = event.split('\n').flatMap((line) => (line.startsWith('data:') ? [line.slice(5).trim()] : []))
    return data.length > 0 ? [data.join('\n')] : []
  })
}

/** The request as a shell would send it. */
export function asCurl({ method, url, headers, body }: Sent): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
  const shown = Object.entries(headers).map(
    ([name, value]) => `-H ${quoted(`${name}: ${name === 'authorization' ? 'Bearer …' : value}`)}`,
  )
  const sent = body === undefined ? [] : [`-d ${quoted(body.length > 2_000 ? `${body.slice(0, 2_000)}…` : body)}`]
  return ['curl -i -X', method, quoted(url), ...shown, ...sent].join(' ')
}
