import { mkdir, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Type } from 'typebox'
import { readEnv } from '../env.ts'
import { CannotStart } from '../run.ts'
import { lockDirectory, type StackUrls, stackDir } from './lock.ts'
import { type ManagedProcess, manage } from './managed.ts'
import { startOutside } from './outside.ts'
import { freePort, isFree } from './ports.ts'
import { databaseVariables, type Instances, startProcesses } from './processes.ts'
import { openSecrets } from './secrets.ts'
import { startLocalProvisioner } from './provisioner.ts'
import { type Ground, keysDir, startServers } from './servers.ts'

export type StackOptions = {
  /** Where data, logs and secrets are kept; `.tradewind` of this checkout if left out. */
  readonly dir?: string
  /** Forgets the data of earlier starts. */
  readonly fresh?: boolean
  /** `false` leaves the shop empty. */
  readonly seed?: boolean
  /** A process for each actor instead of one for all. */
  readonly split?: boolean
  /** How many processes these actors have instead of one; each actor has its own then. */
  readonly instances?: Instances
  /** The gateway's; 0 takes any free one. */
  readonly port?: number
  /** Puts something between its processes and the servers: what they find in their environment is what this answers. */
  readonly between?: (variables: Readonly<Record<string, string>>) => Promise<Record<string, string>>
  /** Where the code of its processes is, asked whenever one starts; this checkout if left out. */
  readonly code?: () => string
  /** Hears of every process that ends although nobody told it to. */
  readonly onCrash?: (error: Error) => void
  /** Gives up a start that is under way. */
  readonly signal?: AbortSignal
}

/** A whole Tradewind on this machine; disposing it stops all of it in order. */
export type Stack = AsyncDisposable & {
  readonly urls: StackUrls
  /** Resolves if a process ends that nobody told to. */
  readonly crashed: Promise<Error>
  /** A child by name: `gateway`, `actors` (or each actor's name, if split, and `orders 2`), `postgres`, `nats`, `redis`. */
  process(name: string): ManagedProcess
}

const Env = Type.Object({
  PORT: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
  NATS_URL: Type.Optional(Type.String({ pattern: '^(nats|tls)://' })),
  REDIS_URL: Type.Optional(Type.String({ pattern: '^rediss?://' })),
  DATABASE_ADMIN_URL: Type.Optional(Type.String({ pattern: '^postgres(ql)?://' })),
  STRIPE_SECRET_KEY: Type.Optional(Type.String()),
  SMTP_URL: Type.Optional(Type.String({ pattern: '^smtps?://' })),
})

/** Starts every server the environment does not name, then migrations, catalogue, actors and gateway. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { dir = stackDir, seed = true, split = false } = options
  const instances = options.instances ?? (split ? {} : undefined)
  const env = readEnv(Env)
  await using stack = new AsyncDisposableStack()
  await mkdir(dir, { recursive: true })
  const lock = stack.use(lockDirectory(dir))
  await makeRoom(dir, options.fresh ?? false)
  const port = await choosePort(options.port ?? env.PORT)
  const api = `http://127.0.0.1:${port}`
  const { ground, processes, crashed, giveUp } = openGround(stack, dir, options)
  try {
    const webhook = { webhookUrl: `${api}/webhooks/stripe`, webhookSecret: `whsec_${ground.secret('stripe webhook')}` }
    const outside = await startOutside(env, { dir, ...webhook }, stack)
    const servers = await startServers(env, ground)
    const direct = unlessGiven({
      NATS_URL: servers.nats,
      ...(env.NATS_URL === undefined && { NATS_NKEY_FILE: keysDir(dir) }),
      REDIS_URL: servers.redis,
      DATABASE_ADMIN_URL: servers.postgres,
      HOST: '127.0.0.1',
      PUBLIC_URL: api,
      SECRET_KEY: ground.secret('key'),
      EDGE_SECRETS: ground.secret('edge'),
      MAIL_FROM: 'Tradewind <hello@tradewind.example>',
      ...databaseVariables(servers.postgres, ground.secret),
      ...outside.variables,
    })
    const variables = (await options.between?.(direct)) ?? direct
    await startLocalProvisioner(ground, variables, stack)
    const login = unlessGiven({
      STAFF_EMAIL: 'staff@tradewind.example',
      STAFF_PASSWORD: ground.secret('staff login').slice(0, 16),
    })
    const { actors, gateway } = await startProcesses(ground, variables, {
      seed: seed && login,
      port,
      ...(instances && { instances }),
    })
    const staff = { email: login.STAFF_EMAIL, password: login.STAFF_PASSWORD }
    const urls = {
      api,
      docs: `${api}/docs`,
      metrics: `${gateway}/metrics`,
      actors,
      ...servers,
      ...outside.urls,
      variables,
      staff,
    }
    lock.announce(urls)
    const running = stack.move()
    return { urls, crashed, process: processes, [Symbol.asyncDispose]: () => running.disposeAsync() }
  } catch (error) {
    giveUp()
    // What a Ctrl-C broke off is not worth a word.
    options.signal?.throwIfAborted()
    throw error
  }
}

/** Keeps the logs of one earlier run: they may say why it ended. */
async function makeRoom(dir: string, fresh: boolean): Promise<void> {
  if (fresh) await rm(join(dir, 'data'), { recursive: true, force: true })
  const [logs, previous] = [join(dir, 'logs'), join(dir, 'logs.previous')]
  await rm(previous, { recursive: true, force: true })
  await mkdir(logs, { recursive: true })
  await rename(logs, previous)
}

/** A port that was asked for is that port or an error; 8000 is only a habit. */
async function choosePort(wanted: number | undefined): Promise<number> {
  if (!wanted) return freePort(wanted === 0 ? undefined : 8000)
  if (await isFree(wanted)) return wanted
  throw new CannotStart(`Port ${wanted} is taken by another program: stop that one, or set PORT to another port`)
}

/** The root of this checkout. */
export const ownCode = resolve(import.meta.dirname, '../..')

function openGround(stack: AsyncDisposableStack, dir: string, { signal, onCrash, code = () => ownCode }: StackOptions) {
  const managed = new Map<string, ManagedProcess>()
  const crash = Promise.withResolvers<Error>()
  const failed = new AbortController()
  const ground: Ground = {
    dir,
    code,
    signal: AbortSignal.any(signal ? [failed.signal, signal] : [failed.signal]),
    secret: openSecrets(dir),
    logFile: (name) => join(dir, 'logs', `${name}.log`),
    keep(name, start) {
      const child = manage(name, start, (error) => {
        crash.resolve(error)
        onCrash?.(error)
      })
      managed.set(name, stack.use(child.managed))
      return child.started
    },
  }
  const processes = (name: string) => {
    const found = managed.get(name)
    if (!found) throw new Error(`no process ${name}; there are ${[...managed.keys()].join(', ')}`)
    return found
  }
  return { ground, processes, crashed: crash.promise, giveUp: () => failed.abort() }
}

/** What the environment already says wins. */
function unlessGiven<T extends Readonly<Record<string, string>>>(variables: T): T {
  return Object.fromEntries(Object.entries(variables).map(([name, ours]) => [name, process.env[name] || ours])) as T
}
