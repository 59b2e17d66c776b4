import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findServers } from '#compose/local/binaries.ts'
import { startChild } from '#compose/local/child.ts'
import { manage, type ManagedProcess } from '#compose/local/managed.ts'
import { ask, freePort } from '#compose/local/ports.ts'
import { keysDir } from '#compose/local/servers.ts'
import { natsConfig, type ServerOptions } from '#compose/nats/config.ts'
import { contracted, identities } from '#compose/nats/identities.ts'
import { usersOf } from '#compose/nats/users.ts'

/** Three NATS servers on this machine that keep each stream three times. */
export type Cluster = AsyncDisposable & {
  /** By name: `nats 1`, `nats 2`, `nats 3`. */
  readonly servers: ReadonlyMap<string, ManagedProcess>
  /** Where one of them keeps its data. */
  storeOf(name: string): string
  /** By which whoever connects reaches it. */
  readonly variables: Readonly<Record<string, string>>
}

type ClusterOptions = {
  readonly signal: AbortSignal
  /** Hears of a server that ends although nobody told it to. */
  readonly onCrash: (error: Error) => void
}

const names = ['nats 1', 'nats 2', 'nats 3'] as const

/** Starts a cluster, and tells the environment of this process of it, where a stack that is started looks for a broker. */
export async function openCluster(dir: string, { signal, onCrash }: ClusterOptions): Promise<Cluster> {
  await using opening = new AsyncDisposableStack()
  const [command = ''] = await findServers(['nats-server'])
  const storeOf = (name: string) => join(dir, 'data', name.replace(' ', '-'))
  const places = await Promise.all(
    names.map(async (name) => ({ name, port: await freePort(), route: await freePort() })),
  )
  const routes = places.map(({ route }) => `127.0.0.1:${route}`)
  const users = usersOf(identities, contracted, keysDir(dir))
  const host = '127.0.0.1'
  const servers = new Map<string, ManagedProcess>()
  const started = places.map(async ({ name, port, route }) => {
    const serverName = name.replace(' ', '-')
    const cluster = { serverName, host, port: route, routes, password: 'chaos' }
    const config = writeConfig({ users, host, port, storeDir: storeOf(name), cluster })
    const program = {
      name,
      command,
      args: ['--config', config],
      logFile: join(dir, 'cluster', `${serverName}.log`),
      signal,
    }
    // It takes connections before the cluster has a leader; who connects waits for that.
    const start = () => startChild(program, () => ask(port, 'CONNECT {"verbose":false}\r\nPING\r\n', /-ERR 'Auth/))
    const { started, managed } = manage(name, start, onCrash)
    servers.set(name, opening.use(managed))
    await started
  })
  await Promise.all(started)
  const variables = {
    NATS_URL: places.map(({ port }) => `nats://${host}:${port}`).join(','),
    NATS_NKEY_FILE: keysDir(dir),
    STREAM_REPLICAS: `${names.length}`,
  }
  Object.assign(process.env, variables)
  opening.defer(() => {
    for (const name of Object.keys(variables)) delete process.env[name]
  })
  const opened = opening.move()
  return { servers, storeOf, variables, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

function writeConfig(options: ServerOptions): string {
  const file = `${options.storeDir}.conf`
  mkdirSync(options.storeDir, { recursive: true })
  writeFileSync(file, natsConfig(options), { mode: 0o600 })
  return file
}
