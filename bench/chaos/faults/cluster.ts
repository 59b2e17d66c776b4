import { rm } from 'node:fs/promises'
import type { Fault } from '../fault.ts'
import type { Random } from '../random.ts'
import type { Stage } from '../stage.ts'
import { leaderOf, streams, untilWhole } from './broker.ts'
import { startPatiently } from './restarted.ts'

const servers = ['nats 1', 'nats 2', 'nats 3'] as const
const nameOf = (serverName: string | undefined) => servers.find((name) => name.replace(' ', '-') === serverName)

async function leader(stage: Stage, random: Random) {
  return stage.process(nameOf(await leaderOf(stage, random.one(streams))) ?? random.one(servers))
}

const leaderKilled: Fault = {
  rows: ['F21'],
  what: 'the leader of a stream killed',
  strikes: ['nats'],
  lastsS: [2, 6],
  begin: async (stage, random) => {
    const process = await leader(stage, random)
    await process.kill()
    return async () => {
      await startPatiently(process)
      await untilWhole(stage)
    }
  },
}

const leaderFrozen: Fault = {
  rows: ['F21'],
  what: 'the leader of a stream stopped where it is, for twelve seconds',
  strikes: ['nats'],
  lastsS: [12, 12],
  begin: async (stage, random) => {
    const { pid } = await leader(stage, random)
    process.kill(pid, 'SIGSTOP')
    return async () => {
      process.kill(pid, 'SIGCONT')
      await untilWhole(stage)
    }
  },
}

const oneWiped: Fault = {
  rows: ['F21'],
  what: 'one server of the cluster killed, and its disk lost',
  strikes: ['nats'],
  lastsS: [2, 5],
  begin: async (stage, random) => {
    const name = random.one(servers)
    const process = stage.process(name)
    await process.kill()
    await rm(stage.cluster?.storeOf(name) ?? '', { recursive: true, force: true })
    return async () => {
      await startPatiently(process)
      await untilWhole(stage)
    }
  },
}

/** The one that is left may decide nothing alone: what is asked of it is refused, and the outboxes keep what was to leave. */
const quorumLost: Fault = {
  rows: ['F21'],
  what: 'two servers of the cluster killed',
  strikes: ['nats'],
  lastsS: [4, 8],
  begin: async (stage, random) => {
    const left = random.one(servers)
    const chosen = servers.filter((name) => name !== left).map((name) => stage.process(name))
    await Promise.all(chosen.map((process) => process.kill()))
    return async () => {
      await Promise.all(chosen.map(startPatiently))
      await untilWhole(stage)
    }
  },
}

export const clusterFaults: readonly Fault[] = [leaderKilled, leaderFrozen, oneWiped, quorumLost]
