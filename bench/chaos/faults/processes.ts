import type { Fault } from '../fault.ts'

const instances = (kind: 'gateway' | 'actors') => [`${kind} 1`, `${kind} 2`] as const

const killed = (id: string, kind: 'gateway' | 'actors', signal: 'SIGKILL' | 'SIGTERM'): Fault => ({
  id,
  what: `${kind} ${signal === 'SIGKILL' ? 'killed' : 'told to stop'}, and started again`,
  strikes: kind,
  longestS: 6,
  begin: async (stage, random) => {
    const process = stage.process(random.one(instances(kind)))
    await process.kill(signal)
    return () => process.start()
  },
})

/** A process that stands still keeps its connections, its leases and what it has in hand, and wakes up in another world. */
const frozen = (kind: 'gateway' | 'actors'): Fault => ({
  id: 'F7',
  what: `${kind} stopped where it is, for longer than a lease`,
  strikes: kind,
  longestS: 14,
  begin: async (stage, random) => {
    const { pid } = stage.process(random.one(instances(kind)))
    process.kill(pid, 'SIGSTOP')
    return () => void process.kill(pid, 'SIGCONT')
  },
})

export const processFaults: readonly Fault[] = [
  killed('F1', 'gateway', 'SIGKILL'),
  killed('F2', 'actors', 'SIGKILL'),
  killed('F8', 'actors', 'SIGTERM'),
  killed('F8', 'gateway', 'SIGTERM'),
  frozen('actors'),
]
