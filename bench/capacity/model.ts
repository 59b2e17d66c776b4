import { type DatabaseName, databases } from '#db/databases.ts'

/** What one order costs, and what this machine does of each thing by itself: all of it measured. */
export type Measurements = {
  /** Processor time of one order by process, in milliseconds. */
  readonly cpuMs: Readonly<Record<string, number>>
  readonly commits: Readonly<Record<DatabaseName, number>>
  readonly events: Readonly<Record<DatabaseName, number>>
  readonly walBytes: number
  readonly requests: number
  readonly streamBytes: number
  readonly providerCalls: number
  /** Each second, bare: one-row commits of one Postgres, events of one stream, requests with their replies. */
  readonly bare: { readonly commit: number; readonly jetstream: number; readonly nats: number }
  /** Reservations of one row each second, if `reserve` was measured, and events from outbox to effect, if `events` was. */
  readonly hotRow?: number
  readonly relay?: number
}

/** Of anything that can be full, no more than this is planned for. */
export const headroom = 0.6

/** How often a process of payments calls the real provider each second at most, unless STRIPE_MOST_PER_SECOND says otherwise. */
export const usualProviderLimit = 80

/** What a rate of orders takes. */
export type Needs = {
  /** Processes, each of which has one core. */
  readonly processes: Readonly<Record<'gateway' | DatabaseName, number>>
  /** How many Postgres servers the commits of each database take. */
  readonly shards: Readonly<Record<DatabaseName, number>>
  /** How many streams the events of each actor take. */
  readonly streams: Readonly<Record<DatabaseName, number>>
  readonly natsNodes: number
  readonly postgresCores: number
  readonly natsCores: number
  readonly redisCores: number
  readonly walMiBPerS: number
  readonly streamGiBPerDay: number
  readonly providerCallsPerS: number
}

/** What so many orders a second take, if one of them costs then what one costs now. */
export function needsOf(perS: number, measured: Measurements): Needs {
  const { cpuMs, commits, events, bare } = measured
  const cores = (name: string) => (perS * (cpuMs[name] ?? 0)) / 1_000
  const units = (used: number, ceiling: number) => Math.max(1, Math.ceil(used / (ceiling * headroom)))
  const each = (figure: (name: DatabaseName) => number) =>
    Object.fromEntries(databases.map((name) => [name, figure(name)])) as Record<DatabaseName, number>
  return {
    processes: { gateway: units(cores('gateway'), 1), ...each((name) => units(cores(name), 1)) },
    shards: each((name) => units(perS * commits[name], bare.commit)),
    streams: each((name) => units(perS * events[name], bare.jetstream)),
    natsNodes: units(perS * measured.requests, bare.nats),
    postgresCores: cores('postgres') / headroom,
    natsCores: cores('nats') / headroom,
    redisCores: cores('redis') / headroom,
    walMiBPerS: (perS * measured.walBytes) / 1_024 ** 2,
    streamGiBPerDay: (perS * measured.streamBytes * 86_400) / 1_024 ** 3,
    providerCallsPerS: perS * measured.providerCalls,
  }
}

/** Where something has no more to give, in orders a second, with nothing held back. */
export type Stop = { readonly what: string; readonly perS: number; readonly next: string }

/** What stops first when there is only one of each, the lowest first. */
export function stopsOf({
  cpuMs,
  commits,
  events,
  requests,
  providerCalls,
  bare,
  hotRow,
  relay,
}: Measurements): readonly Stop[] {
  const ofProcess = (name: string) => ({
    what: `one process of ${name}: its one core`,
    perS: 1_000 / (cpuMs[name] ?? 0),
    next: 'start more of them: they share its queue',
  })
  const ofDatabase = (name: DatabaseName) => [
    {
      what: `one Postgres for ${name}_db: its commits`,
      perS: bare.commit / commits[name],
      next: 'a server of its own, then shards by id',
    },
    {
      what: `the stream of ${name}: events stored`,
      perS: bare.jetstream / events[name],
      next: 'partitions of it, by aggregate id',
    },
    ...(relay
      ? [
          {
            what: `events of ${name}: from one outbox to their effect`,
            perS: relay / events[name],
            next: 'shards: each has a relay',
          },
        ]
      : []),
  ]
  const stops: Stop[] = [
    ...['gateway', ...databases].map(ofProcess),
    ...databases.flatMap(ofDatabase),
    {
      what: 'one NATS server: requests and their replies',
      perS: bare.nats / requests,
      next: 'more nodes, processes spread over them',
    },
    {
      what: `one process of payments: its ${usualProviderLimit} calls a second to the real provider`,
      perS: usualProviderLimit / providerCalls,
      next: 'STRIPE_MOST_PER_SECOND, as far as the account lets',
    },
    ...(hotRow
      ? [{ what: 'one SKU: the row that everybody wants', perS: hotRow, next: 'stock of it at several locations' }]
      : []),
  ]
  return stops.filter(({ perS }) => Number.isFinite(perS)).sort((a, b) => a.perS - b.perS)
}
