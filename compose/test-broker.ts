import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type Bus, type BusOptions, connectBus } from '#subjects/bus.ts'
import type { Identity, Said } from '#subjects/permissions.ts'
import { startNats } from './local/nats.ts'
import type { User } from './nats/config.ts'
import { contracted, identities } from './nats/identities.ts'
import { ensureSeed } from './nats/keys.ts'
import { usersOf } from './nats/users.ts'

/** A broker of a test's own, which lets everybody do what the contracts say and nothing else. */
export type TestBroker = AsyncDisposable & {
  readonly url: string
  /** Connects as one of the identities, or as `test`, which may do everything. */
  readonly connect: (identity: string, options?: Partial<BusOptions>) => Promise<Bus>
  /** What a process of that identity finds in its environment. */
  readonly variables: (identity: string) => Record<string, string>
  readonly seedOf: (identity: string) => string
  /** Kills it and starts it again on the same port; `wipe` makes it lose its disk in between. */
  readonly restart: (options: { wipe: boolean }) => Promise<void>
}

type Options = {
  /** What is said here besides what the contracts know. */
  readonly also?: Partial<Said>
  /** Processes besides the usual ones. */
  readonly processes?: readonly Identity[]
  readonly onDenied?: (error: Error) => void
}

export async function startTestBroker({ also = {}, processes = [], onDenied }: Options = {}): Promise<TestBroker> {
  await using opening = new AsyncDisposableStack()
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-nats-'))
  opening.defer(() => rm(dir, { recursive: true, force: true }))
  const keys = join(dir, 'keys')
  const said: Said = {
    requests: [...contracted.requests, ...(also.requests ?? [])],
    events: [...contracted.events, ...(also.events ?? [])],
    subscriptions: [...contracted.subscriptions, ...(also.subscriptions ?? [])],
  }
  // Not restricted itself, but known to all: they answer in the inboxes of whoever may ask.
  const test = { name: 'test', roles: [...new Set(identities.flatMap(({ roles }) => roles))] }
  const known = usersOf([...identities, ...processes, test], said, keys)
  const users = known.map((user): User => (user.name === test.name ? { ...user, ...everything } : user))
  const options = { storeDir: join(dir, 'nats'), binary: inject('natsServer'), users }
  let running = await startNats(options)
  const { url } = running
  opening.defer(() => running[Symbol.asyncDispose]())
  const opened = opening.move()
  const seedOf = (identity: string) => ensureSeed(keys, identity)
  return {
    url,
    seedOf,
    connect: (identity, given) =>
      connectBus({ url, name: identity, nkey: seedOf(identity), ...(onDenied && { onDenied }), ...given }),
    variables: (identity) => ({ NATS_URL: url, NATS_NKEY: seedOf(identity) }),
    restart: async ({ wipe }) => {
      running.kill('SIGKILL')
      await running.exited
      if (wipe) await rm(options.storeDir, { recursive: true, force: true })
      running = await startNats({ ...options, port: Number(new URL(url).port) })
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

const everything = { permissions: { publish: ['>'], subscribe: ['>'] } }
