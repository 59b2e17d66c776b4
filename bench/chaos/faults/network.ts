import type { Fault } from '../fault.ts'
import { momentary } from '../fault.ts'
import type { Behaviour } from '../proxy.ts'
import type { LinkName } from '../stage.ts'

const spoiled = (id: string, link: LinkName, longestS: number, behaviour: Behaviour): Fault => ({
  id,
  what: `the way to ${link} ${behaviour.kind}${'ms' in behaviour ? ` by ${behaviour.ms} ms` : ''}`,
  strikes: link,
  longestS,
  begin: async ({ network }) => {
    network[link].behave(behaviour)
    return () => network[link].behave({ kind: 'healthy' })
  },
})

const cut = (id: string, link: LinkName): Fault => ({
  id,
  what: `every connection to ${link} reset`,
  strikes: link,
  longestS: 0,
  begin: async ({ network }) => {
    network[link].cut()
    return momentary
  },
})

export const networkFaults: readonly Fault[] = [
  spoiled('F18', 'nats', 8, { kind: 'blackhole' }),
  spoiled('F18', 'nats', 8, { kind: 'half-open' }),
  cut('F18', 'nats'),
  spoiled('F20', 'nats', 6, { kind: 'slow', ms: 200 }),
  cut('F29', 'postgres'),
  spoiled('F33', 'postgres', 4, { kind: 'blackhole' }),
  spoiled('F34', 'postgres', 6, { kind: 'slow', ms: 100 }),
  spoiled('F40', 'redis', 6, { kind: 'slow', ms: 1_000 }),
  spoiled('F40', 'redis', 6, { kind: 'blackhole' }),
  spoiled('F45', 'stripe', 10, { kind: 'down' }),
  spoiled('F43', 'stripe', 4, { kind: 'half-open' }),
  cut('F43', 'stripe'),
  spoiled('F53', 'mail', 10, { kind: 'down' }),
]
