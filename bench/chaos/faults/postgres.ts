import { setTimeout as sleep } from 'node:timers/promises'
import { databases } from '#db/databases.ts'
import { readProcesses } from '../../processes.ts'
import { type Fault, atOnce, momentary } from '../fault.ts'
import { asSuperuser, endBackends } from './as-superuser.ts'
import { restarted, startPatiently } from './restarted.ts'
import { smallDisk, whyNoSmallDisk } from './small-disk.ts'
import { join } from 'node:path'

const terminated: Fault = {
  rows: ['F29'],
  what: 'backends of two databases ended, in the middle of whatever they did',
  strikes: ['postgres'],
  lastsS: atOnce,
  begin: async (stage, random) => {
    const chosen = [random.one(databases), random.one(databases)]
    await asSuperuser(stage, async (sql) => {
      for (const name of chosen) await endBackends(sql, `${name}_db`)
    })
    return momentary
  },
}

const crowded: Fault = {
  rows: ['F31'],
  what: 'an actor may have no more than two connections to its database',
  strikes: ['postgres'],
  lastsS: [2, 6],
  begin: async (stage, random) => {
    const name = random.one(databases)
    const limit = (most: number) =>
      asSuperuser(stage, async (sql) => {
        await sql.unsafe(`alter role ${name} connection limit ${most}`)
        if (most > 0) await endBackends(sql, `${name}_db`)
      })
    await limit(2)
    return () => limit(-1)
  },
}

/** The processes of the server stop where they are, connections and all: nobody is refused, and nobody answered. */
const frozen: Fault = {
  rows: ['F33'],
  what: 'postgres stopped where it is',
  strikes: ['postgres'],
  lastsS: [4, 9],
  begin: async (stage) => {
    const { pid } = stage.process('postgres')
    const parents = [...readProcesses(() => 0)]
    // The first goes first, so that nobody new comes meanwhile.
    const pids = [pid, ...parents.filter(([, { parent }]) => parent === pid).map(([child]) => child)]
    const tell = (signal: 'SIGSTOP' | 'SIGCONT') => {
      for (const each of pids)
        try {
          process.kill(each, signal)
        } catch {
          // One that has ended meanwhile.
        }
    }
    tell('SIGSTOP')
    return () => tell('SIGCONT')
  },
}

/** What has to be written down before anything counts finds no room: the server gives up, and comes back with room. */
const diskFull: Fault = {
  rows: ['F35'],
  what: 'the disk of postgres full, for its log of changes',
  strikes: ['postgres'],
  lastsS: [3, 6],
  isBeyond: whyNoSmallDisk,
  begin: async (stage) => {
    const server = stage.process('postgres')
    const mayEndUntil = stage.mayEnd('postgres')
    await server.kill('SIGINT')
    const disk = await smallDisk(join(stage.dataDir, 'postgres', 'pg_wal'))
    await startPatiently(server)
    await disk.fill()
    const exhausting = asSuperuser(stage, async (sql) => {
      for (let segment = 0; segment < 100; segment++) {
        await sql`select pg_logical_emit_message(false, 'chaos', 'x')`
        await sql`select pg_switch_wal()`
      }
      return 'there was room' as const
    }).catch(() => 'full' as const)
    return async () => {
      await server.kill('SIGQUIT')
      const outcome = await exhausting
      await sleep(0)
      mayEndUntil()
      await disk.giveBack()
      await startPatiently(server)
      if (outcome !== 'full') throw new Error('the disk was not full')
    }
  },
}

const closed: Fault = {
  rows: ['F37'],
  what: 'one database of six down',
  strikes: ['postgres'],
  lastsS: [2, 8],
  begin: async (stage, random) => {
    const database = `${random.one(databases)}_db`
    const allow = (allowed: boolean) =>
      asSuperuser(stage, async (sql) => {
        await sql.unsafe(`alter database ${database} allow_connections ${allowed}`)
        if (!allowed) await endBackends(sql, database)
      })
    await allow(false)
    return () => allow(true)
  },
}

export const postgresFaults: readonly Fault[] = [
  restarted('F28', 'postgres', 'SIGQUIT'),
  restarted('F28', 'postgres', 'SIGINT'),
  restarted('F28', 'postgres', 'SIGKILL'),
  terminated,
  crowded,
  frozen,
  diskFull,
  closed,
]
