import { type NatsFrame, natsFrames } from './nats-text.ts'
import { type PostgresFrame, postgresFrames } from './postgres-messages.ts'
import { type Kills, type Watch, watchOf } from './watch.ts'
import { openWatchedProxy, passing, type Reader } from './watched-proxy.ts'

type Proxy = Awaited<ReturnType<typeof openWatchedProxy>>

/** What lies between the processes of a stack and its servers, with somebody who reads along. */
export type WatchedNetwork = AsyncDisposable & {
  /** Puts itself in between, for a stack that is about to start. */
  readonly between: (direct: Readonly<Record<string, string>>) => Promise<Record<string, string>>
  /** The process that was watched is gone; the next one is another. */
  readonly forget: () => void
}

export function openNetwork(kills: Kills): WatchedNetwork {
  let watch = watchOf(kills)
  const proxies = new Map<string, Proxy>()
  const readers: readonly (readonly [variable: RegExp, read: () => Reader])[] = [
    [/^NATS_URL$/, () => natsReader(watch)],
    [/^[A-Z]+_DATABASE_URL$/, () => postgresReader(watch)],
    [/^STRIPE_API_URL$/, () => stripeReader(watch)],
  ]
  return {
    between: async (direct) => {
      const variables: Record<string, string> = { ...direct }
      for (const [variable, value] of Object.entries(direct)) {
        const [, read] = readers.find(([pattern]) => pattern.test(variable)) ?? []
        if (!read) continue
        const url = new URL(value)
        const proxy = proxies.get(url.port) ?? (await openWatchedProxy(Number(url.port), read))
        proxies.set(url.port, proxy)
        url.port = `${proxy.port}`
        variables[variable] = url.href
      }
      return variables
    },
    forget: () => (watch = watchOf(kills)),
    [Symbol.asyncDispose]: async () => {
      for (const proxy of proxies.values()) await proxy[Symbol.asyncDispose]()
    },
  }
}

function natsReader(watch: Watch): Reader {
  const { said, heard } = watch.natsConnection()
  return { there: passing<NatsFrame>(natsFrames(), said), back: passing<NatsFrame>(natsFrames(), heard) }
}

function postgresReader(watch: Watch): Reader {
  const { said, heard } = watch.postgresConnection()
  return {
    there: passing<PostgresFrame>(postgresFrames({ ofClient: true }), said),
    back: passing<PostgresFrame>(postgresFrames({ ofClient: false }), heard),
  }
}

function stripeReader(watch: Watch): Reader {
  const { said, heard } = watch.stripeConnection()
  const whole = (bytes: Buffer) => [{ bytes }]
  return { there: passing(whole, ({ bytes }) => said(bytes)), back: passing(whole, ({ bytes }) => heard(bytes)) }
}
