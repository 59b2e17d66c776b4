import { join } from 'node:path'
import { contracted, identities } from '../nats/identities.ts'
import { usersOf } from '../nats/users.ts'
import { findServers, type ServerName } from './binaries.ts'
import type { Child } from './child.ts'
import { startNats } from './nats.ts'
import { freePort } from './ports.ts'
import { startPostgres } from './postgres.ts'
import { startRedis } from './redis.ts'

/** What a stack stands on: where its files and its code are, its secrets, and how to start a child that it looks after. */
export type Ground = {
  readonly dir: string
  /** Asked at each start of a process. */
  readonly code: () => string
  readonly signal: AbortSignal
  readonly secret: (name: string) => string
  readonly logFile: (name: string) => string
  /** Children are stopped in the opposite order of these calls, whenever each of them got ready. */
  readonly keep: <C extends Child>(name: string, start: () => Promise<C>) => Promise<C>
}

/** The servers that the environment names, and of the others one each of our own. */
export async function startServers(
  given: { NATS_URL?: string; REDIS_URL?: string; DATABASE_ADMIN_URL?: string },
  ground: Ground,
): Promise<{ nats: string; redis: string; postgres: string }> {
  const binaries = findBinaries(given)
  const [nats, redis, postgres] = await Promise.all([
    given.NATS_URL ?? localNats(ground, binaries),
    given.REDIS_URL ?? localRedis(ground, binaries),
    given.DATABASE_ADMIN_URL ?? localPostgres(ground),
  ])
  return { nats, redis, postgres }
}

/** Where the seeds of a stack's own broker are. Data is forgotten sooner than they are. */
export const keysDir = (dir: string) => join(dir, 'nats')

type Binaries = Promise<Partial<Record<ServerName, string>>>

/** Looks for both at once: together they are one download. */
async function findBinaries({ NATS_URL, REDIS_URL }: { NATS_URL?: string; REDIS_URL?: string }): Binaries {
  const names: ServerName[] = []
  if (!NATS_URL) names.push('nats-server')
  if (!REDIS_URL) names.push('redis-server')
  const files = await findServers(names)
  return Object.fromEntries(names.map((name, index) => [name, files[index] ?? '']))
}

async function localNats({ dir, signal, logFile, keep }: Ground, binaries: Binaries): Promise<string> {
  const { 'nats-server': binary = '' } = await binaries
  const options = {
    storeDir: join(dir, 'data', 'nats'),
    users: usersOf(identities, contracted, keysDir(dir)),
    port: await freePort(),
    binary,
    logFile: logFile('nats'),
    signal,
  }
  return (await keep('nats', () => startNats(options))).url
}

async function localRedis({ dir, signal, logFile, keep }: Ground, binaries: Binaries): Promise<string> {
  const { 'redis-server': binary = '' } = await binaries
  const options = { dir: join(dir, 'data', 'redis'), port: await freePort(), binary, logFile: logFile('redis'), signal }
  return (await keep('redis', () => startRedis(options))).url
}

async function localPostgres({ dir, signal, secret, logFile, keep }: Ground): Promise<string> {
  const [dataDir, password] = [join(dir, 'data', 'postgres'), secret('postgres')]
  const options = { dataDir, password, port: await freePort(), logFile: logFile('postgres'), signal }
  return (await keep('postgres', () => startPostgres(options))).url
}
