import {
  type Attributes,
  type Counter,
  type Histogram,
  metrics,
  type ObservableCallback,
  type UpDownCounter,
} from '@opentelemetry/api'

const meter = () => metrics.getMeter('tradewind')

/**
 * Instruments that are made at their first use. One made while modules are still being imported, before the process has
 * set up its telemetry, would record nothing for ever.
 */
export function histogram(name: string, description: string) {
  let made: Histogram | undefined
  return {
    record: (seconds: number, attributes: Attributes) =>
      (made ??= meter().createHistogram(name, { unit: 's', description })).record(seconds, attributes),
  }
}

export function counter(name: string, description: string) {
  let made: Counter | undefined
  return {
    add: (count: number, attributes: Attributes) =>
      (made ??= meter().createCounter(name, { description })).add(count, attributes),
  }
}

export function gauge(name: string, description: string) {
  let made: UpDownCounter | undefined
  return {
    add: (change: number, attributes: Attributes) =>
      (made ??= meter().createUpDownCounter(name, { description })).add(change, attributes),
  }
}

export type Observation = { readonly value: number; readonly attributes: Attributes }

/** Shows what `read` says whenever somebody collects metrics, until it is disposed of. */
export function observe(name: string, description: string, read: () => readonly Observation[]): Disposable {
  const made = meter().createObservableGauge(name, { description })
  const tell: ObservableCallback = (result) => {
    for (const { value, attributes } of read()) result.observe(value, attributes)
  }
  made.addCallback(tell)
  return { [Symbol.dispose]: () => made.removeCallback(tell) }
}
