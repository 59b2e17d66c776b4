import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hostname } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { getBuiltinModule, pid } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { context, DiagLogLevel, diag, metrics, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  AggregationType,
  InstrumentType,
  MeterProvider,
  type MeterProviderOptions,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { AlwaysOffSampler, BasicTracerProvider } from '@opentelemetry/sdk-trace-base'
import { type DestinationStream, type Logger, pino } from 'pino'
import { Type } from 'typebox'
import { readEnv } from './env.ts'

let scrape: PrometheusExporter | undefined

/**
 * Makes `metrics`, `trace`, `context` and `propagation` of OpenTelemetry's API work in this process; disposing it flushes.
 * An instrument created before this is a no-op for ever, so it comes first. Without an endpoint no span is recorded, but
 * every span still has the trace id that messages and logs carry on.
 */
export async function startTelemetry(options: {
  name: string
  version: string
  otlpEndpoint?: string | undefined
}): Promise<AsyncDisposable> {
  const prometheus = new PrometheusExporter({ preventServerStart: true })
  const common: Common = {
    readers: [prometheus],
    views: [
      {
        instrumentType: InstrumentType.HISTOGRAM,
        instrumentUnit: 's',
        aggregation: { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM, options: { boundaries: latencies } },
      },
    ],
    resource: resourceFromAttributes({
      'service.name': options.name,
      'service.version': options.version,
      'service.instance.id': `${hostname()}-${process.pid}`,
    }),
  }
  const shutDown = options.otlpEndpoint ? await exportTo(options.otlpEndpoint, common) : keepHere(common)
  const eventLoop = observeProcess()
  scrape = prometheus
  return {
    [Symbol.asyncDispose]: async () => {
      scrape = undefined
      eventLoop.disable()
      // A collector that is gone must not turn an orderly stop into a failed one.
      await shutDown().catch((error: unknown) => logger('telemetry').warn({ err: error }, 'could not flush'))
      for (const api of [metrics, trace, context, propagation, diag]) api.disable()
    },
  }
}

type Common = Required<Pick<MeterProviderOptions, 'readers' | 'views' | 'resource'>>

/** Upper bounds in seconds, from a lookup in memory to a checkout that waits for somebody's bank. */
const latencies = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]

function keepHere(common: Common): () => Promise<unknown> {
  const meters = new MeterProvider(common)
  metrics.setGlobalMeterProvider(meters)
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  // Sampling nothing costs half a microsecond a span, and yet each has a valid context.
  trace.setGlobalTracerProvider(new BasicTracerProvider({ sampler: new AlwaysOffSampler() }))
  return () => meters.shutdown()
}

/** The SDK and its exporters are loaded only here: they cost a third of a second and 30 MB. */
async function exportTo(endpoint: string, { readers, views, resource }: Common): Promise<() => Promise<unknown>> {
  const [{ NodeSDK }, { OTLPTraceExporter }, { OTLPMetricExporter }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
    import('@opentelemetry/exporter-metrics-otlp-proto'),
  ])
  const log = logger('telemetry')
  const quiet = () => undefined
  diag.setLogger(
    { error: (text) => log.error(text), warn: (text) => log.warn(text), info: quiet, debug: quiet, verbose: quiet },
    DiagLogLevel.WARN,
  )
  const to = (signal: string) => ({ url: `${endpoint.replace(/\/$/, '')}/v1/${signal}`, timeoutMillis: 3_000 })
  const pushed = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(to('metrics')),
    exportIntervalMillis: 10_000,
    exportTimeoutMillis: 3_000,
  })
  const node = new NodeSDK({
    resource,
    views,
    autoDetectResources: false,
    metricReaders: [...readers, pushed],
    traceExporter: new OTLPTraceExporter(to('traces')),
    logRecordProcessors: [],
    textMapPropagator: new W3CTraceContextPropagator(),
  })
  node.start()
  return () => node.shutdown()
}

function observeProcess(): { disable(): void } {
  const meter = metrics.getMeter('tradewind')
  const eventLoop = monitorEventLoopDelay({ resolution: 20 })
  eventLoop.enable()
  const delay = meter.createObservableGauge('nodejs.eventloop.delay.p99', { unit: 's' })
  const resident = meter.createObservableGauge('process.memory.usage', { unit: 'By' })
  const heap = meter.createObservableGauge('v8js.memory.heap.used', { unit: 'By' })
  const uptime = meter.createObservableGauge('process.uptime', { unit: 's' })
  const cpu = meter.createObservableCounter('process.cpu.time', { unit: 's' })
  meter.addBatchObservableCallback(
    (result) => {
      const { rss, heapUsed } = process.memoryUsage()
      const { user, system } = process.cpuUsage()
      result.observe(delay, eventLoop.percentile(99) / 1e9)
      result.observe(resident, rss)
      result.observe(heap, heapUsed)
      result.observe(uptime, process.uptime())
      result.observe(cpu, (user + system) / 1e6)
      // Each reading tells of the time since the one before, or one bad second would show for ever.
      eventLoop.reset()
    },
    [delay, resident, heap, uptime, cpu],
  )
  return eventLoop
}

/** Every metric of this process as Prometheus reads them. */
export async function metricsText(): Promise<string> {
  if (!scrape) return '# telemetry has not been started\n'
  const { resourceMetrics } = await scrape.collect()
  return new PrometheusSerializer('', false, undefined, false, true).serialize(resourceMetrics)
}

/** A log of JSON lines, each with its time, its trace, and nothing secret or personal, however deep it was hidden. */
export function logger(name: string, to: DestinationStream = pino.destination(1)): Logger {
  const { LOG_LEVEL: level } = readEnv(Type.Object({ LOG_LEVEL: Type.Enum(levels, { default: 'info' }) }))
  return pino(
    {
      level,
      base: { name },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => ({ traceId: trace.getSpanContext(context.active())?.traceId }),
      formatters: {
        level: (level) => ({ level }),
        log: (fields) => masked(fields) as typeof fields,
      },
      serializers: { err: described, msg: (text: unknown) => masked(text) },
      hooks: { streamWrite: scrubbed },
    },
    to,
  )
}

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

const secretName =
  /password|passwd|secret|authorization|cookie|token|api-?key|(?<!dis)card(?!inal)|cvc|cvv|^pan$|phone|street|line[12]/i

const longestText = 4_000

/** The last net takes the longer the longer a word is, so none may be long. Cut between words: a part of a secret is not known as one. */
function shortened(text: string): string {
  if (text.length <= longestText) return text
  const lastSpace = text.slice(0, longestText).search(/\s\S*$/)
  return `${text.slice(0, Math.max(lastSpace, 0))} [cut from ${text.length} characters]`
}

/** pino's own redaction takes 58 µs a line for as many names at four depths; this takes two, at any depth. */
function masked(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return shortened(value)
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  if (value instanceof Error) return described(value, depth)
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (depth === 8) return '[too deep]'
  if (Array.isArray(value)) return value.map((item) => masked(item, depth + 1))
  const fields: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(value)) {
    fields[shortened(name)] = secretName.test(name) ? '[masked]' : masked(field, depth + 1)
  }
  return fields
}

/** An error without its own fields, since a driver keeps there what it was asked to write. */
function described(error: unknown, depth = 0): unknown {
  if (depth === 8) return '[too deep]'
  if (!(error instanceof Error)) return masked(error, depth)
  const { name, cause } = error
  const code = 'code' in error ? masked(error.code, depth + 1) : undefined
  const message = shortened(error.message)
  // The message stands in the stack too, and must not push out what tells the place.
  const stack = shortened(error.stack?.replace(error.message, () => message) ?? '')
  return {
    type: shortened(name),
    code,
    message,
    stack,
    ...(cause !== undefined && { cause: described(cause, depth + 1) }),
  }
}

const personal = new RegExp(
  [
    // Drizzle's message for a failed query ends with every value in it.
    String.raw`(?<params>\\nparams: (?:(?!\\n {4}at )(?:[^"\\]|\\.))*)`,
    // Other escapes of JSON, so that no part of one is taken for the start of an address.
    String.raw`(?<escape>\\(?:u[\da-f]{4}|.))`,
    // The password in a URL, JSON web tokens, Stripe's keys, bearer tokens, card numbers.
    String.raw`(?<=://[^:/@\s"]*:)[^@\s"]+(?=@)`,
    String.raw`\beyJ[\w-]+\.[\w-]+\.[\w-]*`,
    String.raw`\b(?:[srp]k_(?:live|test)|whsec)_\w+`,
    String.raw`\bBearer [\w.~+/=-]+`,
    String.raw`(?<![\w.-])(?:3[47]|4\d|5[1-5]|6[05])(?:[ -]?\d){13,14}(?!\w|[.-]\w)`,
    String.raw`(?<first>[\w+-])[\w.+-]*@(?<domain>[\w-]+\.[\w.-]+)`,
    // Fields given to a child logger, which no formatter sees.
    String.raw`(?<field>"[^"\\]*(?:${secretName.source})[^"\\]*":)"(?:[^"\\]|\\.)*"`,
  ].join('|'),
  'gi',
)

/** The last net, over the written line: what no name of a field gives away. */
function scrubbed(line: string): string {
  return line.replace(personal, (found: string, ...rest: unknown[]) => {
    const { params, escape, first, domain, field } = rest.at(-1) as Record<string, string | undefined>
    if (params) return ''
    if (escape) return found
    if (field) return `${field}"[masked]"`
    return domain ? `${first}***@${domain}` : '[masked]'
  })
}

/** What has to hold before a process takes work, each by its name. */
export type Ready = () => Record<string, boolean> | Promise<Record<string, boolean>>

/**
 * Asks every check; one that throws or is still thinking after two seconds does not hold. The answer has the number of this
 * process, so that whoever started it does not take another one on its port for it.
 */
export async function checkReady(
  ready: Ready,
): Promise<{ ready: boolean; pid: number; checks: Record<string, boolean> }> {
  const late = sleep(2_000, { answered: false }, { ref: false })
  const asked = (async () => ready())().catch(() => ({ answered: false }))
  const checks = await Promise.race([asked, late])
  return { ready: Object.values(checks).every(Boolean), pid, checks }
}

/** Serves /healthz, /readyz and /metrics on a port that is for operators and their machines. */
export async function serveHealth({
  port,
  host = '0.0.0.0',
  ready,
}: {
  port: number
  host?: string
  ready: Ready
}): Promise<AsyncDisposable & { readonly port: number }> {
  // Not imported: that makes Node build its client for WebSockets as well, a fiftieth of a second in every process.
  const { createServer } = getBuiltinModule('node:http')
  const server = createServer({ requestTimeout: 5_000 }, (request, response) => {
    answer(request.url?.split('?', 1)[0] ?? '', response, ready).catch((error: unknown) =>
      response.destroy(error as Error),
    )
  })
  server.listen(port, host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function answer(path: string, response: ServerResponse, ready: Ready): Promise<void> {
  const reply = (status: number, body: unknown) =>
    response
      .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      .end(JSON.stringify(body))
  if (path === '/healthz') reply(200, { alive: true })
  else if (path === '/readyz') {
    const state = await checkReady(ready)
    reply(state.ready ? 200 : 503, state)
  } else if (path === '/metrics') {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(await metricsText())
  } else reply(404, { title: 'Not found' })
}
