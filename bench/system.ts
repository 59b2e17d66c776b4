import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Type } from 'typebox'
import { readEnv } from '#compose/env.ts'
import { findRunningStack, type StackUrls } from '#compose/local/lock.ts'
import { NatsEnv, natsConnection } from '#compose/nats/environment.ts'
import { CannotStart } from '#compose/run.ts'
import { type Bus, connectBus } from '#subjects/bus.ts'
import type { Options } from './options.ts'
import { newProfiles, profilingVariables } from './profiles.ts'
import type { HostedStack } from './stack-host.ts'
import { startWorker } from './worker.ts'

/** What is measured, and as much of what is behind it as is known. */
export type System = {
  readonly api: string
  /** The gateway's. */
  readonly metrics?: string
  /** Health and metrics of each process that hosts actors, by name. */
  readonly actors?: StackUrls['actors']
  /** The variables by which tools reach the broker. */
  readonly nats?: Readonly<Record<string, string | undefined>>
  /** The superuser's. */
  readonly postgres?: string
  /** The Stripe sandbox. */
  readonly stripe?: string
  readonly staff?: StackUrls['staff']
  /** How many products it was filled with, from BENCH-1 on, each with more stock than any load sells. */
  readonly skuCount?: number
  /** When it was filled with copies of orders, which have only some of what the laws ask for. */
  readonly filledAt?: Date
  /** Its processes by name, where they are ours: each stands for all its descendants. */
  readonly pids?: Readonly<Record<string, number>>
  /** Where their profiles go, if they are to be profiled. */
  readonly profiles?: string
  /** Aborts when the stack we started ends by itself. */
  readonly crashed: AbortSignal
}

/** The stack that the options name, or one of our own: in `dir`, or in a directory that goes away with it. */
export async function openSystem(
  options: Pick<Options, 'url' | 'nats' | 'profile' | 'instances'> & { readonly dir?: string },
  stack: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<System> {
  if (options.url !== undefined) return runningSystem({ ...options, url: options.url })
  const dir = options.dir ?? (await emptyDirectory(stack))
  const profiles = options.profile ? newProfiles() : undefined
  const variables = profiles === undefined ? {} : profilingVariables(profiles)
  const args = [dir, ...(options.instances ? [JSON.stringify(options.instances)] : [])]
  const host = stack.use(await startWorker<HostedStack>('stack-host.ts', args, signal, variables))
  const { urls, pids } = host.message
  const crash = new AbortController()
  void host.lost.then(() => crash.abort(new CannotStart('The stack ended while it was measured')))
  return {
    ...behind(urls, options.nats),
    pids: { ...pids, 'stripe and mail': host.pid },
    ...(profiles !== undefined && { profiles }),
    crashed: crash.signal,
  }
}

/** One that goes away with `stack`. */
export async function emptyDirectory(stack: AsyncDisposableStack): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-bench-'))
  stack.defer(() => rm(dir, { recursive: true, force: true }))
  return dir
}

/** A stack that runs on this machine tells the rest itself; of any other, the environment may. */
function runningSystem({ url, nats }: { url: string; nats?: string }): System {
  const crashed = new AbortController().signal
  const local = findRunningStack()
  if (local && new URL(local.api).origin === new URL(url).origin) return { ...behind(local, nats), crashed }
  const env = (name: string) => process.env[name] || undefined
  const [broker, postgres, stripe] = [nats ?? env('NATS_URL'), env('DATABASE_ADMIN_URL'), env('STRIPE_API_URL')]
  const metrics = env('METRICS_URL')
  const [email, password] = [env('STAFF_EMAIL'), env('STAFF_PASSWORD')]
  return {
    api: url,
    ...(metrics && { metrics }),
    ...(broker && { nats: { ...process.env, NATS_URL: broker } }),
    ...(postgres && { postgres }),
    ...(stripe && { stripe }),
    ...(email && password && { staff: { email, password } }),
    crashed,
  }
}

function behind(
  { api, metrics, actors, variables, postgres, stripe, staff }: StackUrls,
  otherNats?: string,
): Omit<System, 'crashed'> {
  const nats = otherNats ? { ...process.env, NATS_URL: otherNats } : variables
  return { api, metrics, actors, nats, postgres, staff, ...(stripe && { stripe }) }
}

/** Connects to a system's broker as its tools do. */
export const connectTools = (nats: NonNullable<System['nats']>): Promise<Bus> =>
  connectBus(natsConnection(readEnv(Type.Object(NatsEnv), nats), 'tools'))
