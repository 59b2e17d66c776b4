import { type Fault, atOnce, momentary } from '../fault.ts'
import type { Behaviour } from '../proxy.ts'
import type { LinkName } from '../network.ts'

const spoiled = (row: string, link: LinkName, mostS: number, behaviour: Behaviour): Fault => ({
  rows: [row],
  what: `the way to ${link} ${behaviour.kind}${'ms' in behaviour ? ` by ${behaviour.ms} ms` : ''}`,
  strikes: [link],
  lastsS: [mostS / 3, mostS],
  begin: async ({ network }, random) => {
    network.link(link).behave(behaviour, random.part)
    return () => network.link(link).behave({ kind: 'healthy' })
  },
})

const cut = (row: string, link: LinkName): Fault => ({
  rows: [row],
  what: `every connection to ${link} reset`,
  strikes: [link],
  lastsS: atOnce,
  begin: async ({ network }) => {
    network.link(link).cut()
    return momentary
  },
})

/** The way to a single NATS server; a cluster is found out by its clients, who then go there straight. */
export const natsNetworkFaults: readonly Fault[] = [
  spoiled('F18', 'nats', 8, { kind: 'blackhole' }),
  spoiled('F18', 'nats', 8, { kind: 'half-open' }),
  spoiled('F18', 'nats', 8, { kind: 'deaf' }),
  cut('F18', 'nats'),
  spoiled('F18', 'nats of gateway 2', 8, { kind: 'blackhole' }),
  spoiled('F19', 'nats of all actors', 8, { kind: 'blackhole' }),
  spoiled('F19', 'nats of all actors', 8, { kind: 'half-open' }),
  spoiled('F20', 'nats', 6, { kind: 'slow', ms: 200 }),
  spoiled('F20', 'nats', 6, { kind: 'lossy' }),
]

export const networkFaults: readonly Fault[] = [
  cut('F29', 'postgres'),
  spoiled('F29', 'postgres', 6, { kind: 'lossy' }),
  spoiled('F33', 'postgres', 4, { kind: 'blackhole' }),
  spoiled('F34', 'postgres', 6, { kind: 'slow', ms: 100 }),
  spoiled('F40', 'redis', 6, { kind: 'slow', ms: 1_000 }),
  spoiled('F40', 'redis', 6, { kind: 'blackhole' }),
  spoiled('F45', 'stripe', 10, { kind: 'down' }),
  spoiled('F43', 'stripe', 4, { kind: 'half-open' }),
  spoiled('F43', 'stripe', 6, { kind: 'lossy' }),
  cut('F43', 'stripe'),
  spoiled('F53', 'mail', 10, { kind: 'down' }),
  spoiled('F53', 'mail', 6, { kind: 'lossy' }),
]
