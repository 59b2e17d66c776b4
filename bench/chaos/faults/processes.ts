import { databases } from '#db/databases.ts'
import type { Fault } from '../fault.ts'
import type { Random } from '../random.ts'
import { everyActor, processes } from '../stage.ts'
import { freeze } from './freeze.ts'
import { startPatiently } from './restarted.ts'

const gateways = ['gateway 1', 'gateway 2'] as const
/** Whoever hosts actors: a process for each, and one more for all. */
const hosts = processes.filter((name) => !name.startsWith('gateway'))
const kindOf = (name: string) => (name.startsWith('gateway') ? 'gateway' : 'actors')

/** Ends processes one after the other, and starts them again as a supervisor would. */
const ended = (
  row: string,
  what: string,
  signal: 'SIGKILL' | 'SIGTERM',
  choose: (random: Random) => readonly string[],
): Fault => ({
  rows: [row],
  what: `${what} ${signal === 'SIGKILL' ? 'killed' : 'told to stop'}, and started again`,
  strikes: [kindOf(what)],
  lastsS: [0.5, 6],
  begin: async (stage, random) => {
    const chosen = choose(random).map((name) => stage.process(name))
    await Promise.all(chosen.map((process) => process.kill(signal)))
    return async () => {
      await Promise.all(chosen.map(startPatiently))
    }
  },
})

/** A process that stands still keeps its connections, its leases and what it has in hand, and wakes up in another world. */
const frozen = (
  row: string,
  what: string,
  lastsS: Fault['lastsS'],
  choose: (random: Random) => readonly string[],
): Fault => ({
  rows: [row],
  what: `${what} stopped where it is, ${row === 'F10' ? 'for moments' : 'for longer than a lease'}`,
  strikes: what === 'two processes' ? ['actors', 'gateway'] : [kindOf(what)],
  lastsS,
  begin: async (stage, random) => {
    return freeze(choose(random).map((name) => stage.process(name).pid))
  },
})

const one = (names: readonly string[]) => (random: Random) => [random.one(names)]
const two = (names: readonly string[]) => (random: Random) => {
  const first = random.one(names)
  return [first, random.one(names.filter((name) => name !== first))]
}
const longerThanALease: Fault['lastsS'] = [11, 14]

/** F6 is every one of them: each has the relay of its database. */
export const processFaults: readonly Fault[] = [
  ended('F1', 'gateway', 'SIGKILL', one(gateways)),
  ended('F2', 'orders', 'SIGKILL', () => ['orders']),
  ended('F3', 'inventory', 'SIGKILL', () => ['inventory']),
  ended('F4', 'payments', 'SIGKILL', () => ['payments']),
  ended('F5', 'notifications', 'SIGKILL', () => ['notifications']),
  ended('F6', 'the process of all actors', 'SIGKILL', () => [everyActor]),
  ended('F6', 'all processes of one actor', 'SIGKILL', (random) => [random.one(databases), everyActor]),
  ended('F8', 'actors', 'SIGTERM', one(hosts)),
  ended('F8', 'gateway', 'SIGTERM', one(gateways)),
  frozen('F7', 'actors', longerThanALease, one(hosts)),
  frozen('F7', 'two processes', longerThanALease, two(processes)),
  frozen('F10', 'actors', [3, 6], one(hosts)),
]
