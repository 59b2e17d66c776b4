import { type DatabaseName, databases } from '#db/databases.ts'
import { headroom, type Measurements, needsOf, stopsOf, usualProviderLimit } from './model.ts'

/** Where a figure is from. */
export type Source = {
  readonly scenario: string
  readonly commit: string
  readonly machine: string
  readonly at: string
}

const rates = [1_000, 10_000, 100_000] as const
const mostStops = 12

/** The model as a page. Every number in it is measured, follows from measured ones, or is an assumption that it names. */
export function capacityPage(measured: Measurements, sources: readonly Source[]): string {
  return `# Capacity

Written by \`npm run bench -- capacity\`, from the latest results on this machine; do not edit it. Measure with
\`npm run bench -- scale\`, \`reserve\` and \`events\` first.

${table(
  ['measured by', 'at', 'commit', 'machine'],
  sources.map(({ scenario, at, commit, machine }) => [`\`${scenario}\``, at, commit, machine]),
)}

## What one order costs

From the cart line to the captured payment and the sent mail, one line each, with every process on this machine.

${table(['', 'processor time, ms', 'commits', 'events stored'], costRows(measured))}

And ${shown(measured.requests)} requests with their replies over NATS, ${shown(measured.walBytes / 1_024)} KiB of WAL, ${shown(measured.streamBytes / 1_024)} KiB on
streams, ${shown(measured.providerCalls)} changes asked of the payment provider. Commits are Postgres' own count, reading transactions
included, without those that timers make while nobody orders. By itself this machine does, each second, ${shown(measured.bare.commit)} one-row commits of one Postgres with fsync over
8 connections, stores ${shown(measured.bare.jetstream)} events on one stream with one copy, and answers ${shown(measured.bare.nats)} requests over one NATS server.

## Assumptions

1. An order costs later what it costs now. \`stored\` holds it against a million orders, \`scale\` against more processes; beyond
   what they measure it is an assumption.
2. A core, a disk and a network do what those of this machine do. Networks between machines were not measured.
3. No more than ${100 * headroom} % of anything is planned for.
4. Databases can be sharded by the id of what they keep, and streams be partitioned by it. Neither is built.
5. Streams keep one copy, as measured. With three (R3) each node stores everything; what that costs was not measured.
6. A process of payments calls the real provider ${usualProviderLimit} times a second at most, the default of \`STRIPE_MOST_PER_SECOND\`, and an
   account has a limit of its own. Calls that change nothing are not counted. The sandbox has no limit.
7. A stream is as large as its provisioner was told, keeps an event for a week, and refuses more when it is full.
8. Reading is not in it: see \`read-cached\`, \`list\` and \`search\` for what a page costs a gateway.
9. A Postgres, a stream and a NATS server do no more than one client of the calibration got out of them, with the client's own
   work on the same cores. They may do more.

## What it takes

${table(['', ...rates.map((rate) => `${rate.toLocaleString('en')} orders/s`)], needRows(measured))}

## What stops first

With one of each, nothing held back, in orders a second; the first ${mostStops}.

${table(
  ['', 'stops at, orders/s', 'then'],
  stopsOf(measured)
    .slice(0, mostStops)
    .map(({ what, perS, next }) => [what, shown(perS), next]),
)}
`
}

function costRows({ cpuMs, commits, events }: Measurements): string[][] {
  const isDatabase = (name: string): name is DatabaseName => databases.some((known) => known === name)
  const rows = Object.entries(cpuMs)
    .filter(([, ms]) => ms > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([name, ms]) => [
      name,
      shown(ms),
      ...(isDatabase(name) ? [shown(commits[name]), shown(events[name])] : ['', '']),
    ])
  return [...rows, ['together', shown(sum(cpuMs)), shown(sum(commits)), shown(sum(events))]]
}

function needRows(measured: Measurements): string[][] {
  const needs = rates.map((rate) => needsOf(rate, measured))
  const row = (what: string, figure: (need: (typeof needs)[number]) => number) => [
    what,
    ...needs.map((need) => shown(figure(need))),
  ]
  return [
    row('gateways', ({ processes }) => processes.gateway),
    ...databases.map((name) => row(`processes of ${name}`, ({ processes }) => processes[name])),
    ...databases.map((name) => row(`Postgres servers for ${name}_db, by commits`, ({ shards }) => shards[name])),
    row('cores of all Postgres servers', ({ postgresCores }) => postgresCores),
    row('WAL, MiB/s', ({ walMiBPerS }) => walMiBPerS),
    row('NATS servers, by requests', ({ natsNodes }) => natsNodes),
    row('streams, by events', ({ streams }) => sum(streams)),
    row('cores of all NATS servers', ({ natsCores }) => natsCores),
    row('streams grow by, GiB a day', ({ streamGiBPerDay }) => streamGiBPerDay),
    row('cores of Redis', ({ redisCores }) => redisCores),
    row('changes asked of the payment provider, each second', ({ providerCallsPerS }) => providerCallsPerS),
  ]
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const sum = (figures: Readonly<Record<string, number>>) =>
  Object.values(figures).reduce((total, each) => total + each, 0)

const shown = (number: number) =>
  number >= 100 ? Math.round(number).toLocaleString('en') : String(Number(number.toPrecision(number >= 10 ? 3 : 2)))
