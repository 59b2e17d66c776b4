import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from 'typebox'
import { connect, type JetStreamManager, type NatsConnection, nkeyAuthenticator, type StoredMsg } from 'nats'
import { readEnv } from '#compose/env.ts'
import { NatsEnv, natsConnection } from '#compose/nats/environment.ts'
import { streamName } from '#subjects/bus/names.ts'
import { events } from '#subjects/contracts.ts'
import type { Stage } from '../stage.ts'

/** Every stream that the contracts name. */
export const streams: readonly string[] = [...new Set(events.map(({ stream }) => streamName(stream)))]

/** Works on the broker with the keys of its operator, straight, whatever is wrong with the network. */
async function asOperator<T>({ system }: Stage, work: (nc: NatsConnection, jsm: JetStreamManager) => Promise<T>) {
  const { url, name, nkey = '' } = natsConnection(readEnv(Type.Object(NatsEnv), system.nats ?? {}), 'provisioner')
  const authenticator = nkeyAuthenticator(new TextEncoder().encode(nkey))
  const nc = await connect({ servers: url.split(','), authenticator, inboxPrefix: `_INBOX_${name}`, timeout: 5_000 })
  try {
    return await work(nc, await nc.jetstreamManager({ checkAPI: false, timeout: 5_000 }))
  } finally {
    await nc.close()
  }
}

/** Takes a stream away, with everything in it and everybody who reads from it. */
export const deleteStream = (stage: Stage, stream: string) => asOperator(stage, (_, jsm) => jsm.streams.delete(stream))

/** Sets how large a stream may be, and answers how large it might be before; without a size, as large as it is. */
export const limitStream = (stage: Stage, stream: string, maxBytes?: number): Promise<number> =>
  asOperator(stage, async (_, jsm) => {
    const { config, state } = await jsm.streams.info(stream)
    await jsm.streams.update(stream, { max_bytes: maxBytes ?? Math.max(1, state.bytes) })
    return config.max_bytes
  })

/** Which server leads a stream. */
export const leaderOf = (stage: Stage, stream: string): Promise<string | undefined> =>
  asOperator(stage, async (_, jsm) => (await jsm.streams.info(stream)).cluster?.leader)

const wholeWithinMs = 40_000

/** Waits until each stream is kept whole by all servers again: one that is lost meanwhile would be one too many. */
export async function untilWhole(stage: Stage): Promise<void> {
  const until = performance.now() + wholeWithinMs
  for (;;) {
    const isWhole = await asOperator(stage, async (_, jsm) => {
      const infos = await Promise.all(streams.map((stream) => jsm.streams.info(stream)))
      return infos.every(({ cluster }) => cluster?.leader && cluster.replicas?.every(({ current }) => current))
    }).catch(() => false)
    if (isWhole) return
    if (performance.now() > until) throw new Error(`streams were not whole ${wholeWithinMs / 1_000} s later`)
    await sleep(300)
  }
}

/** Says the last events of a stream again, three times and in another order, so that the stream does not know them by their ids. */
export const repeatEvents = (stage: Stage, stream: string, { count, shuffle }: Repetition): Promise<number> =>
  asOperator(stage, async (nc, jsm) => {
    const { last_seq: last, first_seq: first } = (await jsm.streams.info(stream)).state
    const stored: StoredMsg[] = []
    for (let seq = Math.max(first, last - count + 1); seq > 0 && seq <= last; seq++)
      stored.push(await jsm.streams.getMessage(stream, { seq }))
    const js = nc.jetstream({ timeout: 5_000 })
    for (const message of shuffle([...stored, ...stored, ...stored])) {
      const { subject, data, header } = message
      header.delete('Nats-Msg-Id')
      await js.publish(subject, data, { headers: header })
    }
    return stored.length
  })

type Repetition = { readonly count: number; readonly shuffle: (messages: readonly StoredMsg[]) => StoredMsg[] }
