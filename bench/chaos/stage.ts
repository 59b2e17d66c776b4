import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { startChild } from '#compose/local/child.ts'
import { manage, type ManagedProcess } from '#compose/local/managed.ts'
import type { StackUrls } from '#compose/local/lock.ts'
import { freePort } from '#compose/local/ports.ts'
import { answersAs } from '#compose/local/processes.ts'
import { ownCode, type Stack, startStack } from '#compose/local/stack.ts'
import { databases } from '#db/databases.ts'
import type { System } from '../system.ts'
import { type Cluster, openCluster } from './cluster.ts'
import { type LinkName, type Network, openNetwork } from './network.ts'

/** The second process of each actor hosts them all. */
export const everyActor = 'all actors'

/** Ours, that are killed and come back as a supervisor would have them. */
export const processes: readonly string[] = ['gateway 1', 'gateway 2', ...databases, everyActor]

/** A whole system of two processes of each kind, with a network in between that can be spoiled. */
export type Stage = AsyncDisposable & {
  readonly system: System
  /** Both gateways. */
  readonly apis: readonly string[]
  readonly urls: StackUrls
  readonly mailbox: string
  /** Where its data, logs and secrets are. */
  readonly dir: string
  /** Where the servers keep their data. */
  readonly dataDir: string
  /** Where a file says how far the clock of an actor is off. */
  readonly clocks: string
  /** By name: one of `processes`, or a server's. */
  process(name: string): ManagedProcess
  readonly network: Pick<Network, 'link' | 'unused'>
  /** Three NATS servers instead of one, if that was asked for. */
  readonly cluster: Cluster | undefined
  /** Those that ended although nobody told them to, and no fault was to make them. */
  readonly crashes: readonly string[]
  /** A fault may end this process, until what this answers is called. */
  mayEnd(name: string): () => void
  /** Leaves the directory behind when all is stopped, to look at. */
  keep(): void
}

export type StageOptions = {
  readonly signal: AbortSignal
  readonly tell: (what: string) => void
  readonly hasCluster: boolean
  /** Where the code of its processes is, asked whenever one starts; this checkout if left out. */
  readonly code?: () => string
}

/** Starts everything, fsync on, from an empty directory that goes away with it unless it is to be kept. */
export async function openStage({ signal, tell, hasCluster, code = () => ownCode }: StageOptions): Promise<Stage> {
  await using opening = new AsyncDisposableStack()
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-chaos-'))
  let isKept = false
  opening.defer(() =>
    isKept ? console.error(`logs and data are in ${dir}`) : rm(dir, { recursive: true, force: true }),
  )
  const { onCrash, ...watched } = watchCrashes(tell)
  const cluster = hasCluster ? opening.use(await openCluster(dir, { signal, onCrash })) : undefined
  const network = opening.use(openNetwork({ hasCluster }))
  const clocks = join(dir, 'clocks')
  await mkdir(clocks)
  // All clients come from one address.
  process.env['RATE_LIMITS'] ??= 'x10000'
  const between = async (direct: Readonly<Record<string, string>>) => ({
    ...(await network.between(direct)),
    ...cluster?.variables,
    CHAOS_CLOCKS: clocks,
    NODE_OPTIONS: `--import=${pathToFileURL(resolve(import.meta.dirname, 'moved-clock.ts')).href}`,
  })
  const stack = opening.use(await startStack({ dir, port: 0, split: true, code, signal, between, onCrash }))
  const second = { dir, code, stack, network, signal }
  const seconds = new Map<string, ManagedProcess>()
  const gatewayPort = await freePort()
  for (const [name, port] of [
    [everyActor, await freePort()],
    ['gateway 2', gatewayPort],
  ] as const) {
    const { started, managed } = manage(name, await startSecond(name, port, second), onCrash)
    seconds.set(name, opening.use(managed))
    await started
  }
  const { urls } = stack
  const opened = opening.move()
  return {
    system: {
      api: urls.api,
      metrics: urls.metrics,
      nats: urls.variables,
      postgres: urls.postgres,
      ...(urls.stripe && { stripe: urls.stripe }),
      staff: urls.staff,
      crashed: new AbortController().signal,
    },
    apis: [urls.api, `http://127.0.0.1:${gatewayPort}`],
    urls,
    mailbox: urls.mailbox ?? '',
    dir,
    dataDir: join(dir, 'data'),
    clocks,
    process: (name) => seconds.get(name) ?? cluster?.servers.get(name) ?? stack.process(name.replace(' 1', '')),
    network,
    cluster,
    ...watched,
    keep: () => (isKept = true),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

/** Keeps what ended by itself, except what a fault was to make end. */
function watchCrashes(tell: StageOptions['tell']) {
  const crashes: string[] = []
  const excused: string[] = []
  return {
    crashes,
    onCrash: ({ message }: Error) => {
      if (excused.some((name) => message.startsWith(`${name} `))) return
      crashes.push(message)
      tell(`ENDED BY ITSELF: ${message}`)
    },
    mayEnd: (name: string) => {
      excused.push(name)
      return () => void excused.splice(excused.indexOf(name), 1)
    },
  }
}

type Second = {
  readonly dir: string
  readonly code: () => string
  readonly stack: Stack
  readonly network: Network
  readonly signal: AbortSignal
}

/** One more process, as an operator would start it: with the environment of the first one, and a way of its own to NATS. */
async function startSecond(name: 'gateway 2' | typeof everyActor, port: number, second: Second) {
  const { dir, code, stack, network, signal } = second
  const [file, args] = name === 'gateway 2' ? ['gateway/main.ts', []] : ['actors/main.ts', [...databases]]
  const own = name === 'gateway 2' ? { PORT: `${port}`, METRICS_PORT: '0' } : { METRICS_PORT: `${port}` }
  const link: LinkName = `nats of ${name}`
  const variables = await network.ownNats(link, stack.urls.variables)
  const program = () => ({
    name,
    command: process.execPath,
    args: [resolve(code(), file), ...args],
    env: { ...variables, DATABASE_ADMIN_URL: '', NODE_COMPILE_CACHE: join(dir, 'compiled'), ...own },
    logFile: join(dir, 'logs', `${name}.log`),
    signal,
  })
  return () => startChild(program(), (pid) => answersAs(pid, port))
}
