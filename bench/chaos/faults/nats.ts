import { cp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Fault, momentary, atOnce } from '../fault.ts'
import { shuffled } from '../random.ts'
import type { Stage } from '../stage.ts'
import { deleteStream, limitStream, repeatEvents, streams } from './broker.ts'
import { restarted, startPatiently } from './restarted.ts'
import { smallDisk, whyNoSmallDisk } from './small-disk.ts'

const storeOf = ({ dataDir }: Stage) => join(dataDir, 'nats')

const wiped: Fault = {
  rows: ['F16'],
  what: 'nats killed, and its disk lost',
  strikes: ['nats'],
  lastsS: [1, 5],
  begin: async (stage) => {
    const process = stage.process('nats')
    await process.kill()
    await rm(storeOf(stage), { recursive: true, force: true })
    return () => startPatiently(process)
  },
}

/** What consumers know of a stream goes on after its end: they would skip what is published there again. */
const tailLost: Fault = {
  rows: ['F17'],
  what: 'nats killed, and the last events of its streams lost while what it knows of their readers is not',
  strikes: ['nats'],
  lastsS: [3, 6],
  begin: async (stage, random) => {
    const server = stage.process('nats')
    const copy = join(stage.dir, 'earlier-messages')
    process.kill(server.pid, 'SIGSTOP')
    const folders = await messageFolders(storeOf(stage))
    for (const folder of folders) await cp(folder, join(copy, folder), { recursive: true })
    process.kill(server.pid, 'SIGCONT')
    return async () => {
      await server.kill(random.one(['SIGKILL', 'SIGTERM']))
      for (const folder of folders) {
        await rm(folder, { recursive: true, force: true })
        await cp(join(copy, folder), folder, { recursive: true })
      }
      await rm(copy, { recursive: true })
      await startPatiently(server)
    }
  },
}

async function messageFolders(store: string): Promise<readonly string[]> {
  const found = await readdir(store, { recursive: true, withFileTypes: true })
  return found
    .filter((entry) => entry.isDirectory() && entry.name === 'msgs')
    .map(({ parentPath, name }) => join(parentPath, name))
}

/** Its readers go with it: all that it held is handed out again, and all at once. */
const deleted: Fault = {
  rows: ['F24', 'F27'],
  what: 'a stream deleted by an operator, with its consumers',
  strikes: ['nats'],
  lastsS: atOnce,
  begin: async (stage, random) => {
    await deleteStream(stage, random.one(streams))
    return momentary
  },
}

const full: Fault = {
  rows: ['F23'],
  what: 'every stream full, and refusing',
  strikes: ['nats'],
  lastsS: [2, 6],
  begin: async (stage) => {
    const before = new Map<string, number>()
    const heal = async () => {
      for (const [stream, maxBytes] of before) await limitStream(stage, stream, maxBytes)
    }
    try {
      for (const stream of streams) before.set(stream, await limitStream(stage, stream))
      return heal
    } catch (error) {
      await heal()
      throw error
    }
  },
}

const repeated: Fault = {
  rows: ['F26'],
  what: 'the last events said three times more, in disorder and under ids that their stream does not know',
  strikes: ['nats'],
  lastsS: atOnce,
  begin: async (stage, random) => {
    for (const stream of streams)
      await repeatEvents(stage, stream, { count: 40, shuffle: (messages) => shuffled(messages, random) })
    return momentary
  },
}

/** Its store is a disk of its own meanwhile, with no room left. */
const diskFull: Fault = {
  rows: ['F22'],
  what: 'the disk of nats full',
  strikes: ['nats'],
  lastsS: [3, 6],
  isBeyond: whyNoSmallDisk,
  begin: async (stage) => {
    const process = stage.process('nats')
    const mayEndUntil = stage.mayEnd('nats')
    await process.kill('SIGTERM')
    const disk = await smallDisk(storeOf(stage))
    await process.start()
    await disk.fill()
    return async () => {
      await process.kill()
      mayEndUntil()
      await disk.giveBack()
      await startPatiently(process)
    }
  },
}

/** Of a single server. */
export const natsFaults: readonly Fault[] = [
  restarted('F14', 'nats', 'SIGTERM'),
  restarted('F15', 'nats'),
  wiped,
  tailLost,
  diskFull,
]

/** Of streams, however many servers keep them. */
export const streamFaults: readonly Fault[] = [deleted, full, repeated]
