import { metrics, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { isConnectionLost, sqlState } from './failures.ts'

/** Measures the statements of one database, and counts what is committed there. */
export function sqlTelemetry(database: string) {
  const meter = metrics.getMeter('tradewind')
  const tracer = trace.getTracer('tradewind')
  const attributes = { 'db.name': database }
  const duration = meter.createHistogram('db.client.operation.duration', {
    description: 'From sending a statement to having its answer, waiting for a connection included',
    unit: 's',
  })
  const commits = meter.createCounter('db.client.commits', { description: 'Transactions and lone writes committed' })

  const startSpan = (query: string) =>
    tracer.startSpan(`${query.trimStart().split(/\s/, 1)[0]?.toUpperCase()} ${database}`, {
      kind: SpanKind.CLIENT,
      attributes: { ...attributes, 'db.system.name': 'postgresql', 'db.query.text': query },
    })

  return {
    committed: () => commits.add(1, attributes),
    measured<Answer extends Promise<unknown>>(query: string, answer: Answer): Answer {
      const startedAt = performance.now()
      const span = trace.getActiveSpan()?.isRecording() ? startSpan(query) : undefined
      const record = (failure?: { 'error.type': string }) => {
        duration.record((performance.now() - startedAt) / 1_000, failure ? { ...attributes, ...failure } : attributes)
        if (failure) span?.setStatus({ code: SpanStatusCode.ERROR, message: failure['error.type'] })
        span?.end()
      }
      answer.then(
        () => record(),
        (error: unknown) =>
          record({ 'error.type': sqlState(error) ?? (isConnectionLost(error) ? 'connection' : 'client') }),
      )
      return answer
    },
  }
}
