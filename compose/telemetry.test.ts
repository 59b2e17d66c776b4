import { spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { pid } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { context, isSpanContextValid, metrics, propagation, trace } from '@opentelemetry/api'
import { DrizzleQueryError } from 'drizzle-orm'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { checkReady, logger, metricsText, serveHealth, startTelemetry } from './telemetry.ts'

afterEach(() => vi.unstubAllEnvs())

const teapot = { name: 'teapot', version: '1.2.3' }

async function start(): Promise<void> {
  const telemetry = await startTelemetry(teapot)
  onTestFinished(() => telemetry[Symbol.asyncDispose]())
}

/** A logger and the lines it has written. */
function listen(name = 'teapot') {
  const lines: string[] = []
  const log = logger(name, { write: (line) => void lines.push(line) })
  const last = () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>
  return { log, lines, last }
}

test('metrics are text for Prometheus, seconds in buckets from a millisecond up, beside those of the process', async () => {
  await start()
  const brewed = metrics.getMeter('tradewind').createHistogram('tea.brewing', { unit: 's' })
  brewed.record(0.004, { tea: 'assam' })
  const text = await metricsText()
  expect(text).toContain('tea_brewing_bucket{tea="assam",le="0.002"} 0\ntea_brewing_bucket{tea="assam",le="0.005"} 1')
  expect(text).toContain('target_info{service_name="teapot",service_version="1.2.3"')
  const gauge = (name: string) => Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1])
  expect(gauge('process_memory_usage')).toBeGreaterThan(20e6)
  expect(gauge('v8js_memory_heap_used')).toBeGreaterThan(5e6)
  expect(gauge('process_cpu_time_total')).toBeGreaterThan(0.01)
  expect(gauge('process_uptime')).toBeGreaterThan(0.01)
})

test('a blocked event loop shows in the next reading and no longer in the one after', async () => {
  await start()
  const p99 = async () => Number(/^nodejs_eventloop_delay_p99 (.+)$/m.exec(await metricsText())?.[1])
  await sleep(100)
  const until = Date.now() + 150
  while (Date.now() < until);
  await sleep(50)
  expect(await p99()).toBeGreaterThan(0.1)
  await sleep(200)
  expect(await p99()).toBeLessThan(0.1)
})

test('without an exporter a span records nothing, and its trace id reaches messages and logs', async () => {
  await start()
  const { log, last } = listen()
  const tracer = trace.getTracer('tradewind')
  await tracer.startActiveSpan('edge', async (span) => {
    const { traceId } = span.spanContext()
    expect([isSpanContextValid(span.spanContext()), span.isRecording()]).toEqual([true, false])
    await sleep(1)
    log.info('after an await')
    expect(last()['traceId']).toBe(traceId)

    const carrier: Record<string, string> = {}
    propagation.inject(context.active(), carrier)
    const elsewhere = propagation.extract(context.active(), carrier)
    expect(tracer.startSpan('actor', {}, elsewhere).spanContext().traceId).toBe(traceId)
  })
  log.info('outside')
  expect(last()).not.toHaveProperty('traceId')
})

test('with an endpoint, traces and metrics are exported and flushed on disposal, and Prometheus still reads', async () => {
  const received: Record<string, string> = { '/v1/traces': '', '/v1/metrics': '' }
  const collector = createServer((request, response) => {
    request.setEncoding('latin1').on('data', (bytes: string) => (received[request.url ?? ''] += bytes))
    request.on('end', () => response.end())
  }).listen(0, '127.0.0.1')
  await once(collector, 'listening')
  const { port } = collector.address() as AddressInfo
  const telemetry = await startTelemetry({ ...teapot, otlpEndpoint: `http://127.0.0.1:${port}/` })
  metrics.getMeter('tradewind').createCounter('cups').add(3)
  trace.getTracer('tradewind').startActiveSpan('brew tea', (span) => {
    expect(span.isRecording()).toBe(true)
    span.end()
  })
  expect(await metricsText()).toContain('cups_total 3')
  await telemetry[Symbol.asyncDispose]()
  collector.close()
  for (const words of ['teapot', 'brew tea']) expect(received['/v1/traces']).toContain(words)
  for (const words of ['teapot', 'cups']) expect(received['/v1/metrics']).toContain(words)
})

test('a collector that is gone does not keep a process from ending in order', async () => {
  vi.stubEnv('LOG_LEVEL', 'silent')
  const telemetry = await startTelemetry({ ...teapot, otlpEndpoint: 'http://127.0.0.1:1' })
  trace.getTracer('tradewind').startSpan('lost').end()
  const startedAt = performance.now()
  await telemetry[Symbol.asyncDispose]()
  expect(performance.now() - startedAt).toBeLessThan(8_000)
})

test('a process that exports nothing does not load the SDK, and stays small', () => {
  const script = `
    const { startTelemetry, logger } = await import('./compose/telemetry.ts')
    await using telemetry = await startTelemetry({ name: 'small', version: '1' })
    const { default: { _cache } } = await import('node:module')
    const heavy = Object.keys(_cache).filter((file) => /sdk-node|exporter-trace/.test(file))
    logger('small').info({ heavy, megabytes: process.memoryUsage().rss / 1e6 })`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  expect(stderr).toBe('')
  const { heavy, megabytes } = JSON.parse(stdout) as { heavy: string[]; megabytes: number }
  expect(heavy).toEqual([])
  expect(megabytes).toBeLessThan(120)
})

test('a line of the log is JSON with its level by name and its time in RFC 3339', () => {
  const { log, lines, last } = listen('orders')
  log.warn({ orderId: 'ord_1' }, 'late\r\n{"level":"fatal","msg":"forged"}')
  expect(lines).toHaveLength(1)
  expect(lines[0]?.trimEnd()).not.toMatch(/[\r\n]/)
  expect(last()).toMatchObject({ level: 'warn', name: 'orders', orderId: 'ord_1' })
  expect(last()['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
})

test('LOG_LEVEL decides what is written, and a wrong one is refused', () => {
  vi.stubEnv('LOG_LEVEL', 'error')
  const { log, lines } = listen()
  log.warn('not this')
  log.error('this')
  expect(lines).toHaveLength(1)
  vi.stubEnv('LOG_LEVEL', 'loud')
  expect(() => logger('teapot')).toThrow('LOG_LEVEL')
})

test('secrets are masked by the name of their field at every depth, whatever they are', () => {
  const { log, lines, last } = listen()
  const secrets = { password: 'hunter2', refreshToken: 'hunter2', Cookie: ['hunter2'], card: { number: 'hunter2' } }
  log.info({ ...secrets, a: { b: [{ c: { d: { authorization: 'hunter2' } } }] } }, 'deep')
  log.child({ clientSecret: 'hunter2' }).info('child')
  expect(lines.join('')).not.toContain('hunter2')
  log.info({ discarded: 3, cardinality: 4, span: 'x', at: new Date(0), bytes: Buffer.alloc(9) })
  expect(last()).toMatchObject({
    discarded: 3,
    cardinality: 4,
    span: 'x',
    at: '1970-01-01T00:00:00.000Z',
    bytes: '[9 bytes]',
  })
})

test.each([
  ['mail to ada.lovelace+x@example.co.uk', 'mail to a***@example.co.uk'],
  ['two lines\n\u0001ada@example.com', 'two lines\n\u0001a***@example.com'],
  ['4242 4242 4242 4242', '[masked]'],
  ['paid with 378282246310005.', 'paid with [masked].'],
  ['Bearer abc.def', '[masked]'],
  ['eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJ4In0.c2ln', '[masked]'],
  ['sk_test_51Habc whsec_abc', '[masked] [masked]'],
  ['postgres://orders:s3cret@127.0.0.1:5432/orders_db', 'postgres://orders:[masked]@127.0.0.1:5432/orders_db'],
  [
    'ord_01h2xcejqtf2nbrexx3vqjhp41 at 1763912345678, 4111111111111',
    'ord_01h2xcejqtf2nbrexx3vqjhp41 at 1763912345678, 4111111111111',
  ],
])('in a text, %j is written as %j', (text, written) => {
  const { log, last } = listen()
  log.info({ nested: { text } }, text)
  expect(last()).toMatchObject({ msg: written, nested: { text: written } })
})

test('a text of any length is written within bounds, and an error still says where it happened', () => {
  const { log, lines, last } = listen()
  const word = 'word@'.repeat(200_000)
  const failed = Object.assign(new Error(word, { cause: new Error(word) }), { code: word })
  log.info({ word, nested: [{ word }], [word]: 1 }, word)
  log.info('%s', word)
  log.error(failed)
  log.error({ err: failed, again: failed, thrown: word }, 'bug')
  for (const line of lines) expect(line.length).toBeLessThan(60_000)
  expect(JSON.stringify(last()['err'])).toContain('telemetry.test.ts')
  expect(JSON.stringify(last()['again'])).toContain('telemetry.test.ts')
})

test('a secret that a long text is cut in is not written in part', () => {
  const { log, lines } = listen()
  for (const secret of ['postgres://orders:hunter2@127.0.0.1', 'eyJhunter2.hunter2.hunter2', 'hunter2@example.com']) {
    for (let before = 3_960; before < 4_000; before++) log.info(`${'x '.repeat(before / 2)}${secret} end`)
  }
  expect(lines.join('')).not.toContain('hunter')
})

test('a failed query is logged with its cause and its stack, and without its values', () => {
  const { log, lines, last } = listen()
  const cause = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (email)=(hunter2) exists' })
  const failed = new DrizzleQueryError('insert into users', ['hunter2', 'two\nlines', '"quoted"'], cause)
  log.error({ err: failed }, 'bug')
  expect(last()['err']).toMatchObject({ message: 'Failed query: insert into users', cause: { code: '23505' } })
  expect(JSON.stringify(last()['err'])).toContain('telemetry.test.ts')
  log.error(failed)
  log.error({ err: failed })
  expect(last()['msg']).toBe('Failed query: insert into users')
  for (const line of lines) expect(line).not.toMatch(/hunter2|two|quoted/)
})

test('health tells alive from ready, and names every check', async () => {
  await start()
  const checks = { postgres: true, nats: false }
  await using health = await serveHealth({ port: 0, host: '127.0.0.1', ready: async () => checks })
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${health.port}${path}`)
    return { status: response.status, body: await response.text() }
  }
  expect(await get('/healthz')).toEqual({ status: 200, body: '{"alive":true}' })
  expect(await get('/readyz?verbose')).toEqual({ status: 503, body: JSON.stringify({ ready: false, pid, checks }) })
  checks.nats = true
  expect(await get('/readyz')).toEqual({ status: 200, body: JSON.stringify({ ready: true, pid, checks }) })
  expect((await get('/metrics')).body).toContain('process_uptime')
  expect((await get('/elsewhere')).status).toBe(404)
})

test('a check that throws or never answers is not ready', async () => {
  expect(await checkReady(() => Promise.reject(new Error('down')))).toEqual({
    ready: false,
    pid,
    checks: { answered: false },
  })
  expect(await checkReady(() => new Promise(() => undefined))).toMatchObject({ ready: false })
})
