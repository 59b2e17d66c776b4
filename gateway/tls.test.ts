import { once } from 'node:events'
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { connect as connectHttp2, constants } from 'node:http2'
import { setTimeout as sleep } from 'node:timers/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { generate } from 'selfsigned'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { pino } from 'pino'
import { exampleOf } from '#subjects/examples.ts'
import { followOrder } from '#subjects/orders.ts'
import { readKeys } from '#subjects/users.ts'
import { usualWaits } from './connections.ts'
import { startEdge, type TestEdge } from './test-edge.ts'
import { type Certificate, readCertificate, renewCertificate } from './tls.ts'

let first: Certificate
let second: Certificate
beforeAll(async () => {
  first = await newCertificate('first')
  second = await newCertificate('second')
})

describe('an edge with a certificate', () => {
  test.each([
    { offered: ['h2', 'http/1.1'], agreed: 'h2' },
    { offered: ['http/1.1'], agreed: 'http/1.1' },
  ])('agrees with $offered on $agreed', async ({ offered, agreed }) => {
    await using edge = await startEdge({ build: { certificate: first } })
    const { port } = await listen(edge)
    const socket = connectTls({ port, host: '127.0.0.1', ALPNProtocols: offered, rejectUnauthorized: false })
    await once(socket, 'secureConnect')
    expect([socket.alpnProtocol, socket.getProtocol()]).toEqual([agreed, 'TLSv1.3'])
    socket.destroy()
  })

  test('answers over HTTP/2, tells browsers to stay with TLS, and refuses in its own words', async () => {
    await using edge = await startEdge({ build: { certificate: first } })
    const client = await open(edge)
    const alive = await client.ask({ ':path': '/healthz' })
    expect(alive).toMatchObject({
      status: 200,
      headers: { 'strict-transport-security': expect.stringMatching(/^max-age=/) },
    })
    const strange = await client.ask({ ':path': '/healthz', ':method': 'STRANGE' })
    expect([strange.status, JSON.parse(strange.body).code]).toEqual([501, 'method-unknown'])
    expect(strange.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
    const refused = await client.ask({ ':path': '/orders', ':method': 'POST' })
    expect([refused.status, JSON.parse(refused.body).code]).toEqual([401, 'unauthorized'])
    client.close()
  })

  test('speaks TLS 1.2 and nothing older', async () => {
    await using edge = await startEdge({ build: { certificate: first } })
    const { port } = await listen(edge)
    const old = connectTls({
      port,
      host: '127.0.0.1',
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1',
      rejectUnauthorized: false,
    })
    await expect(once(old, 'secureConnect')).rejects.toThrow()
  })

  test('ends in order: what is in hand is answered, and nobody holds it up', async () => {
    await using edge = await startEdge({ build: { certificate: first } })
    const client = await open(edge)
    await client.ask({ ':path': '/healthz' })
    const silent = connectTls({ port: client.port, host: '127.0.0.1', rejectUnauthorized: false })
    await once(silent, 'secureConnect')
    // Takes a while: the reference is made when it is first asked for.
    const inHand = client.ask({ ':path': '/docs/' })
    await sleep(50)
    const start = performance.now()
    await Promise.all([edge.app.close(), once(silent, 'close')])
    expect((await inHand).status).toBe(200)
    expect(performance.now() - start).toBeLessThan(5_000)
  })

  test('lets go of a body that never ends', async () => {
    const waits = { ...usualWaits, requestMs: 300 }
    await using edge = await startEdge({ build: { certificate: first, waits } })
    const client = await open(edge)
    const body = client.session.request({
      ':path': '/auth/login',
      ':method': 'POST',
      'content-type': 'application/json',
    })
    body.on('error', () => {})
    const trickle = setInterval(() => body.write(' '), 50)
    await once(body, 'close')
    clearInterval(trickle)
    expect(body.rstCode).toBe(constants.NGHTTP2_CANCEL)
    expect((await client.ask({ ':path': '/healthz' })).status).toBe(200)
    client.close()
  })

  test('sends events over HTTP/2, and counts nobody who has left, however early', async () => {
    await using edge = await startEdge({ keys: false, build: { certificate: first, streams: { perCaller: 1 } } })
    await edge.answer(followOrder, async () => exampleOf(followOrder).output)
    const known = Promise.withResolvers<void>()
    const keys = await edge.answer(
      readKeys,
      async () => (await known.promise, { keys: [edge.signer.publicKey as never] }),
    )
    const { session, close } = await open(edge)
    const authorization = `Bearer ${await edge.signer.token()}`
    const read = () =>
      session.request({ ':path': `/orders/${exampleOf(followOrder).input.orderId}/events`, authorization })
    const leaving = read()
    await expect.poll(() => keys.asked).toBe(1)
    leaving.close(constants.NGHTTP2_CANCEL)
    await expect.poll(() => edge.logged.some((line) => line.includes('"answered"'))).toBe(true)
    known.resolve()
    for (let times = 0; times < 2; times++) {
      const stream = read()
      const [answered] = (await once(stream, 'response')) as [Record<string, unknown>]
      expect(answered[':status']).toBe(200)
      expect(String(await once(stream, 'data'))).toContain('retry: ')
      stream.close(constants.NGHTTP2_CANCEL)
      await once(stream, 'close')
      await sleep(50)
    }
    close()
  })

  test('lets go of an answer that is not taken, however much else is heard from its client', async () => {
    const waits = { ...usualWaits, silenceMs: 600 }
    await using edge = await startEdge({ build: { certificate: first, waits } })
    const { url } = await listen(edge)
    const session = connectHttp2(url.replace(/^http:/, 'https:'), {
      rejectUnauthorized: false,
      settings: { initialWindowSize: 0 },
    })
    const stream = session.request({ ':path': '/openapi.json' }).on('error', () => {})
    const pings = setInterval(() => session.ping(() => {}), 50)
    await once(stream, 'close')
    clearInterval(pings)
    expect(stream.rstCode).toBe(constants.NGHTTP2_CANCEL)
    session.destroy()
  })

  test('leaves alone an answer that is taken a little at a time', async () => {
    const waits = { ...usualWaits, silenceMs: 300 }
    await using edge = await startEdge({ build: { certificate: first, waits, mediaDir: await filmDir() } })
    const { url } = await listen(edge)
    const session = connectHttp2(url.replace(/^http:/, 'https:'), { rejectUnauthorized: false })
    const stream = session.request({ ':path': '/media/film.bin' })
    let bytes = 0
    for await (const chunk of stream) {
      bytes += (chunk as Buffer).length
      await sleep(20)
    }
    expect(bytes).toBe(filmBytes)
    session.destroy()
  })

  test('takes up a renewed certificate, and keeps the old one while the new one is broken', async () => {
    await using edge = await startEdge({ build: { certificate: first } })
    const { port } = await listen(edge)
    await using files = await filesOf(first)
    const logged: string[] = []
    const log = pino({}, { write: (line) => logged.push(line) })
    using renewal = renewCertificate(edge.app.server, files, { log, everyMs: 50 })
    expect(await subjectAt(port)).toBe('first')
    await files.write('certFile', 'not a certificate')
    await expect.poll(() => logged.some((line) => line.includes('cannot take up'))).toBe(true)
    expect(await subjectAt(port)).toBe('first')
    await files.write('keyFile', second.key)
    await files.write('certFile', second.cert)
    await expect.poll(() => subjectAt(port)).toBe('second')
    expect(renewal).toBeDefined()
  })
})

test('a certificate with a foreign key stops the start, and says why', async () => {
  await using files = await filesOf({ cert: first.cert, key: second.key })
  await expect(readCertificate(files)).rejects.toThrow(
    /^TLS_CERT_FILE and TLS_KEY_FILE are not a certificate and its key: /,
  )
})

const filmBytes = 2_000_000

async function filmDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-media-'))
  await writeFile(join(dir, 'film.bin'), Buffer.alloc(filmBytes))
  onTestFinished(() => rm(dir, { recursive: true }))
  return dir
}

async function newCertificate(name: string): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], { keyType: 'ec' })
  return { cert, key }
}

async function filesOf({ cert, key }: Certificate) {
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-tls-'))
  const files = { certFile: join(dir, 'cert.pem'), keyFile: join(dir, 'key.pem') }
  let age = Date.now() / 1_000
  const write = async (file: keyof typeof files, text: string) => {
    await writeFile(files[file], text)
    // What is written twice within the grain of a file system's clock has to look different, too.
    await utimes(files[file], ++age, age)
  }
  await write('certFile', cert)
  await write('keyFile', key)
  return { ...files, write, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) }
}

async function listen({ app }: TestEdge): Promise<{ url: string; port: number }> {
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return { url, port: Number(new URL(url).port) }
}

async function subjectAt(port: number): Promise<string> {
  const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const { subject } = socket.getPeerCertificate()
  socket.destroy()
  return String(subject.CN)
}

async function open(edge: TestEdge) {
  const { url, port } = await listen(edge)
  const session = connectHttp2(url.replace(/^http:/, 'https:'), { rejectUnauthorized: false })
  const ask = async (headers: Record<string, string>) => {
    const stream = session.request(headers)
    let body = ''
    stream.on('data', (bytes) => (body += String(bytes)))
    const [answered] = (await once(stream, 'response')) as [Record<string, unknown>]
    if (!stream.closed) await once(stream, 'end')
    return { status: answered[':status'], headers: answered, body }
  }
  return { session, port, ask, close: () => session.close() }
}
