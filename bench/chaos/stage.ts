import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startChild } from '#compose/local/child.ts'
import { manage, type ManagedProcess } from '#compose/local/managed.ts'
import { freePort } from '#compose/local/ports.ts'
import { answersAs } from '#compose/local/processes.ts'
import { type Stack, startStack } from '#compose/local/stack.ts'
import { databases as databaseNames } from '#db/databases.ts'
import type { System } from '../system.ts'
import { openProxy, type Proxy } from './proxy.ts'

/** What everything is kept in, and what the processes talk to each other through. */
export const links = ['nats', 'postgres', 'redis', 'stripe', 'mail'] as const
export type LinkName = (typeof links)[number]

/** A whole system of two processes of each kind, with a network in between that can be spoiled. */
export type Stage = AsyncDisposable & {
  readonly system: System
  /** Both gateways. */
  readonly apis: readonly string[]
  readonly mailbox: string
  /** Where the servers keep their data. */
  readonly dataDir: string
  /** By name: `gateway 1`, `gateway 2`, `actors 1`, `actors 2`, and the servers. */
  process(name: string): ManagedProcess
  /** Between the processes and a server. */
  readonly network: Readonly<Record<LinkName, Proxy>>
  /** Those that ended although nobody told them to. */
  readonly crashes: readonly string[]
}

/** Ours, that are killed and come back as a supervisor would have them. */
export const processes = ['gateway 1', 'gateway 2', 'actors 1', 'actors 2'] as const

/** Starts everything, fsync on, from an empty directory that goes away with it. */
export async function openStage(signal: AbortSignal): Promise<Stage> {
  await using opening = new AsyncDisposableStack()
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-chaos-'))
  opening.defer(() => rm(dir, { recursive: true, force: true }))
  const network = opening.use(openNetwork())
  // All clients come from one address.
  process.env['RATE_LIMITS'] ??= 'x10000'
  const stack = opening.use(await startStack({ dir, port: 0, signal, between: network.between }))
  const crashes: string[] = []
  void stack.crashed.then((error) => crashes.push(error.message))
  const seconds = new Map<string, ManagedProcess>()
  const ports = { 'gateway 2': await freePort(), 'actors 2': await freePort() }
  for (const name of ['actors 2', 'gateway 2'] as const) {
    const { started, managed } = manage(name, startSecond(name, { dir, stack, port: ports[name], signal }), (error) =>
      crashes.push(error.message),
    )
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
    apis: [urls.api, `http://127.0.0.1:${ports['gateway 2']}`],
    mailbox: urls.mailbox ?? '',
    dataDir: join(dir, 'data'),
    process: (name) => seconds.get(name) ?? stack.process(name.replace(' 1', '')),
    network: network.proxies(),
    crashes,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

type Second = { readonly dir: string; readonly stack: Stack; readonly port: number; readonly signal: AbortSignal }

/** One more process, as an operator would start it: with the environment of the first one. */
function startSecond(name: 'gateway 2' | 'actors 2', { dir, stack: { urls }, port, signal }: Second) {
  const [file, args] = name === 'gateway 2' ? ['gateway/main.ts', []] : ['actors/main.ts', [...databaseNames]]
  const own = name === 'gateway 2' ? { PORT: `${port}`, METRICS_PORT: '0' } : { METRICS_PORT: `${port}` }
  const env = { ...urls.variables, DATABASE_ADMIN_URL: '', NODE_COMPILE_CACHE: join(dir, 'compiled'), ...own }
  const program = {
    name,
    command: process.execPath,
    args: [resolve(import.meta.dirname, '../..', file), ...args],
    env,
    logFile: join(dir, 'logs', `${name}.log`),
    signal,
  }
  return () => startChild(program, (pid) => answersAs(pid, port))
}

const variableOf: Readonly<Record<LinkName, (variable: string) => boolean>> = {
  nats: (variable) => variable === 'NATS_URL',
  postgres: (variable) => variable.endsWith('DATABASE_URL') || variable === 'DATABASE_ADMIN_URL',
  redis: (variable) => variable === 'REDIS_URL',
  stripe: (variable) => variable === 'STRIPE_API_URL',
  mail: (variable) => variable === 'SMTP_URL',
}

/** A proxy for each server, opened when the stack says where the servers are. */
function openNetwork() {
  const proxies = new Map<LinkName, Proxy>()
  const between = async (direct: Readonly<Record<string, string>>) => {
    const variables: Record<string, string> = { ...direct }
    for (const link of links) {
      for (const [variable, value] of Object.entries(direct).filter(([variable]) => variableOf[link](variable))) {
        const url = new URL(value)
        const proxy = proxies.get(link) ?? (await openProxy(Number(url.port)))
        proxies.set(link, proxy)
        url.port = `${proxy.port}`
        variables[variable] = url.href
      }
    }
    return variables
  }
  return {
    between,
    proxies: () => Object.fromEntries(proxies) as Record<LinkName, Proxy>,
    [Symbol.asyncDispose]: async () => {
      for (const proxy of proxies.values()) await proxy[Symbol.asyncDispose]()
    },
  }
}
