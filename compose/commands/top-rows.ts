import type { ConsumerReport, ServiceInstance, StreamReport } from '#subjects/bus.ts'
import type { EventSubject, RequestSubject } from '#subjects/subject.ts'

/** The system at one moment, as services and streams tell it. */
export type Sample = {
  readonly at: Date
  readonly services: readonly ServiceInstance[]
  readonly streams: readonly StreamReport[]
}

/** One edge of the system: a subject, and a group of processes that answers it or reads it. */
export type Row = {
  readonly subject: string
  readonly group: string
  readonly instances: number
  readonly perSecond: number
  /** Of the slowest instance, of the last ten to twenty seconds; events are not timed. */
  readonly p50Ms: number | null
  readonly p99Ms: number | null
  /** Failed requests since the instances started; events that wait for another try. */
  readonly errors: number
  readonly pending: number
  readonly oldestMs: number | null
  /** Why nothing goes through here. */
  readonly dead: string | null
}

type Contracts = { readonly requests: readonly RequestSubject[]; readonly events: readonly EventSubject[] }

/** Every edge there is or should be. Rates are taken from two samples. */
export function rowsOf({ requests, events }: Contracts, before: Sample, now: Sample): Row[] {
  return [
    ...requests.map((request) => requestRow(request, before, now)),
    ...events.flatMap((event) => eventRows(event, before, now)),
  ]
}

function requestRow({ name, actor }: RequestSubject, before: Sample, now: Sample): Row {
  const here = endpointsOf(now, name)
  const earlier = new Map(endpointsOf(before, name).map(({ instance, requests }) => [instance, requests]))
  const count = here.reduce((sum, { instance, startedAt, requests }) => {
    // One that was too late to be in the first sample has not done all its work since then.
    const isNew = Date.parse(startedAt) >= before.at.getTime()
    return sum + requests - (earlier.get(instance) ?? (isNew ? 0 : requests))
  }, 0)
  const slowest = (read: 'p50Ms' | 'p99Ms') =>
    here.reduce<number | null>((most, { stats }) => larger(most, stats?.[read] ?? null), null)
  return {
    subject: name,
    group: actor,
    instances: here.length,
    perSecond: count / secondsBetween(before, now),
    p50Ms: slowest('p50Ms'),
    p99Ms: slowest('p99Ms'),
    errors: here.reduce((sum, { stats }) => sum + (stats?.failed ?? 0), 0),
    pending: here.reduce((sum, { stats }) => sum + (stats?.inFlight ?? 0), 0),
    oldestMs: null,
    // One that was too late to be in one sample is not dead yet.
    dead: here.length + earlier.size === 0 ? 'nobody answers' : null,
  }
}

const endpointsOf = ({ services }: Sample, name: string) =>
  services.flatMap(({ id: instance, startedAt, endpoints }) =>
    endpoints.filter(({ subject }) => subject === name).map((endpoint) => ({ instance, startedAt, ...endpoint })),
  )

const larger = (one: number | null, other: number | null) =>
  one === null || other === null ? (one ?? other) : Math.max(one, other)

const secondsBetween = (before: Sample, now: Sample) => Math.max(now.at.getTime() - before.at.getTime(), 1) / 1_000

const nobody = { instances: 0, perSecond: 0, p50Ms: null, p99Ms: null, errors: 0, pending: 0, oldestMs: null }

function eventRows({ name, stream, consumers: readers }: EventSubject, before: Sample, now: Sample): Row[] {
  if (!streamOf(now, stream)) return [{ ...nobody, subject: name, group: stream, dead: 'its stream is missing' }]
  const consumers = consumersOf(now, { name, stream })
  const earlier = new Map(consumersOf(before, { name, stream }).map((consumer) => [consumer.name, consumer]))
  const missing = readers.filter((reader) => !consumers.some(({ actor }) => actor === reader))
  return [
    ...consumers.map((consumer) => consumerRow(consumer, { earlier: earlier.get(consumer.name), before, now })),
    ...missing.map((group) => ({ ...nobody, subject: name, group, dead: 'its consumer is missing' })),
  ]
}

const streamOf = ({ streams }: Sample, stream: string) => streams.find(({ owner }) => owner === stream)

const consumersOf = (sample: Sample, { name, stream }: { name: string; stream: string }) =>
  streamOf(sample, stream)?.consumers.filter(({ subject }) => subject === name) ?? []

function consumerRow(
  consumer: ConsumerReport,
  { earlier, before, now }: { earlier: ConsumerReport | undefined; before: Sample; now: Sample },
): Row {
  const instances = now.services.filter(({ name }) => name === consumer.actor).length
  // One that was made anew between the samples counts from zero.
  const delivered = Math.max(consumer.delivered - (earlier?.delivered ?? consumer.delivered), 0)
  const isWorking = delivered > 0 || consumer.pulls > 0 || (instances > 0 && consumer.inHand > 0)
  return {
    subject: consumer.subject,
    group: consumer.actor,
    instances,
    perSecond: delivered / secondsBetween(before, now),
    p50Ms: null,
    p99Ms: null,
    errors: consumer.redelivered,
    pending: consumer.pending + consumer.inHand,
    oldestMs: consumer.oldestAt ? Math.max(now.at.getTime() - Date.parse(consumer.oldestAt), 0) : null,
    dead: consumer.pending > 0 && !isWorking ? 'nobody reads it' : null,
  }
}
