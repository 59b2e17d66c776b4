import { context, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { exampleOf } from '#subjects/examples.ts'
import { readProduct } from '#subjects/products.ts'
import { startEdge } from './test-edge.ts'

const exporter = new InMemorySpanExporter()

// Once, as in a process: a tracer keeps to the first provider it has met.
beforeAll(() => {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }))
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
})
afterEach(() => exporter.reset())
afterAll(() => {
  for (const api of [trace, context, propagation]) api.disable()
})

const traceId = '0af7651916cd43dd8448eb211c80319c'
const page = { url: '/products/mug', headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } }

test.each([
  ['where spans are collected, every page has one', true, 2],
  ['where they are not, only what is asked of an actor has', false, 1],
])('%s, in the trace of whoever asked', async (_, spans, count) => {
  await using edge = await startEdge({ build: { spans } })
  await edge.answer(readProduct, async () => exampleOf(readProduct).output)
  const read = async () => String((await edge.app.inject(page)).headers['server-timing'])
  expect(await read()).toContain('desc=miss')
  expect(await read()).toContain('desc=hit')

  const ours = exporter.getFinishedSpans().filter(({ name }) => name === 'GET /products/:productId')
  expect(ours).toHaveLength(count)
  for (const span of ours) {
    expect(span.spanContext().traceId).toBe(traceId)
    expect(span.attributes).toMatchObject({ 'http.route': '/products/:productId', 'http.response.status_code': 200 })
  }
})
