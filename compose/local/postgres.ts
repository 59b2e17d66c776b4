import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { CannotStart } from '../run.ts'
import { type Child, isAlive, startChild } from './child.ts'
import { freePort } from './ports.ts'
import { type Account, chooseAccount, findPostgres } from './postgres-binaries.ts'

const superuser = 'tradewind'

/** Starts the Postgres server that npm installed, on 127.0.0.1, with its data in `dataDir`, which is made if missing. */
export async function startPostgres(options: {
  dataDir: string
  /** Of the superuser `tradewind`; the one the data directory was made with. */
  password: string
  port?: number
  /** `false` may lose what was committed when the machine crashes: for data nobody keeps. */
  durable?: boolean
  logFile?: string
  signal?: AbortSignal
}): Promise<Child & { readonly url: string }> {
  const { dataDir, password, durable = true, logFile = `${dataDir}.log`, signal } = options
  await mkdir(dirname(dataDir), { recursive: true })
  const binaries = await findPostgres()
  const account = chooseAccount(binaries, dataDir)
  if (!existsSync(dataDir)) await initialise({ dataDir, password, durable }, binaries.initdb, account)
  await untilReleased(dataDir)
  const port = options.port ?? (await freePort())
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '256MB',
    // Tables grow from nothing within seconds of a first start; until they are analyzed their plans are poor.
    autovacuum_naptime: '10s',
    ...(!durable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command = '', ...args] = [...account.prefix, binaries.postgres, '-D', dataDir, ...flags]
  const url = `postgres://${superuser}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`
  const child = await startChild(
    // SIGINT is Postgres' fast shutdown: it rolls back what is open, writes a checkpoint and ends.
    { name: 'postgres', command, args, logFile, signal, stopSignal: 'SIGINT', uid: account.spawnAs },
    () => answersQuery(url),
  )
  return { ...child, url }
}

/** A server whose parent was killed a moment ago may still be shutting down. */
async function untilReleased(dataDir: string): Promise<void> {
  const file = join(dataDir, 'postmaster.pid')
  for (let attempt = 0; attempt < 100 && existsSync(file); attempt++) {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
    if (!isAlive(pid)) return
    await setTimeout(50)
  }
}

/** Makes the data directory beside its place and moves it there last: half of one never gets used. */
async function initialise(
  { dataDir, password, durable }: { dataDir: string; password: string; durable: boolean },
  initdb: string,
  account: Account,
): Promise<void> {
  const [fresh, passwordFile] = [`${dataDir}.new`, `${dataDir}.password`]
  await rm(fresh, { recursive: true, force: true })
  await writeFile(passwordFile, password, { mode: 0o600 })
  await mkdir(fresh, { mode: 0o700 })
  const { uid, spawnAs, prefix } = account
  if (uid !== undefined) for (const path of [fresh, passwordFile]) await chown(path, uid, uid)
  const args = [`--pgdata=${fresh}`, `--username=${superuser}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
  // Sorts by code point and is the same on every system, yet knows upper and lower case beyond ASCII.
  args.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8')
  if (!durable) args.push('--no-sync')
  const [command = '', ...words] = [...prefix, initdb, ...args]
  try {
    await promisify(execFile)(command, words, spawnAs === undefined ? {} : { uid: spawnAs, gid: spawnAs })
    await rename(fresh, dataDir)
  } catch (error) {
    throw new CannotStart(`initdb failed for ${dataDir}:\n${error instanceof Error ? error.message : String(error)}`)
  } finally {
    await rm(passwordFile)
  }
}

async function answersQuery(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 1, onnotice: () => {} })
  try {
    await sql`select 1`
  } catch (error) {
    const isRefused = error instanceof postgres.PostgresError && error.code === '28P01'
    throw isRefused
      ? new CannotStart('its data directory was made with another password; start again with --fresh to wipe it')
      : error
  } finally {
    await sql.end({ timeout: 1 })
  }
}
