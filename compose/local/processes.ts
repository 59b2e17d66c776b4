import { join, resolve } from 'node:path'
import { type DatabaseName, databases, onDatabase, urlVariable } from '#db/databases.ts'
import { type Program, runChild, startChild } from './child.ts'
import { freePort } from './ports.ts'
import type { Ground } from './servers.ts'

type Variables = Readonly<Record<string, string>>

/** How many processes an actor has; one, if nothing is said of it. */
export type Instances = Readonly<Partial<Record<DatabaseName, number>>>

/** With `instances` each actor has processes of its own, without them one process hosts all. */
type Layout = { readonly seed: Variables | false; readonly instances?: Instances; readonly port: number }

/** Migrates, then seeds and starts the actors; the gateway serves when the shop is filled. Resolves when all are ready. */
export async function startProcesses(
  ground: Ground,
  variables: Variables,
  { seed, instances, port }: Layout,
): Promise<{ actors: Record<string, string>; gateway: string }> {
  await runChild(program(ground, 'db/migrate.ts', variables))
  const groups = instances
    ? databases.flatMap((name) => Array.from({ length: instances[name] ?? 1 }, (_, turn) => ({ names: [name], turn })))
    : [{ names: databases, turn: 0 }]
  const metricsPort = await freePort(8008)
  const [actors] = await Promise.all([
    Promise.all(groups.map((group) => startActors(ground, group, variables))),
    seedThenStartGateway(ground, { ...variables, METRICS_PORT: `${metricsPort}` }, { seed, port }),
  ])
  return { actors: Object.fromEntries(actors), gateway: `http://127.0.0.1:${metricsPort}` }
}

/** What each actor reads and writes its own database with, as its own role. */
export function databaseVariables(adminUrl: string, secret: Ground['secret']): Variables {
  const url = (name: string) => {
    const own = new URL(onDatabase(adminUrl, `${name}_db`))
    ;[own.username, own.password] = [name, secret(`database ${name}`)]
    return own.href
  }
  return Object.fromEntries(databases.map((name) => [urlVariable(name), url(name)]))
}

/** One process for these actors: it knows their databases and no other. */
async function startActors(
  ground: Ground,
  { names, turn }: { names: readonly DatabaseName[]; turn: number },
  variables: Variables,
): Promise<[name: string, url: string]> {
  const port = await freePort(turn === 0 ? 8001 + databases.indexOf(names[0] ?? 'users') : undefined)
  const shown = names.map(urlVariable)
  const own = { ...variables, ...hideDatabases(shown), METRICS_PORT: `${port}` }
  const name = (names.length === 1 ? names.join() : 'actors') + (turn === 0 ? '' : ` ${turn + 1}`)
  await ground.keep(name, () => {
    const host = { ...program(ground, 'actors/main.ts', own), name, logFile: ground.logFile(name) }
    const args = [...(names.length === 1 ? smallHeap : []), ...host.args, ...names]
    const yielding = { ...host, command: 'nice', args: ['-n', `${actorNiceness}`, host.command, ...args] }
    return startChild(yielding, (pid) => answersAs(pid, port))
  })
  return [name, `http://127.0.0.1:${port}`]
}

/**
 * When there is more to do than the machine can, whoever says so has to come first: a gateway that waits for its turn is late
 * with pages that it has at hand, and with every refusal.
 */
const actorNiceness = 5

/** One actor makes little garbage at a time; with the usual room for it a process is 20 MB larger for nothing. */
const smallHeap = ['--max-semi-space-size=4']

/**
 * Ten thousand streams that only wait grow the room for garbage to 128 MB, which they never use again; reads are as quick with
 * less. They are not with the megabyte it begins with, which is full after a hundred pages.
 */
export const gatewayFlags = ['--min-semi-space-size=8', '--max-semi-space-size=8']

/** In this order: a page of the empty shop would be cached, and the seed is no event that clears the cache. */
async function seedThenStartGateway(
  ground: Ground,
  variables: Variables,
  { seed, port }: { seed: Variables | false; port: number },
): Promise<void> {
  if (seed) await runChild(program(ground, 'db/seed.ts', { ...variables, ...seed }))
  await ground.keep('gateway', () => {
    const gateway = program(ground, 'gateway/main.ts', { ...variables, ...hideDatabases(), PORT: `${port}` })
    const args = [...gatewayFlags, ...gateway.args]
    return startChild({ ...gateway, args }, (pid) => answersAs(pid, port))
  })
}

/** An empty variable counts as not set, and wins over the one this process may have inherited. */
function hideDatabases(shown: readonly string[] = []): Variables {
  const names = ['DATABASE_ADMIN_URL', ...databases.map(urlVariable)]
  return Object.fromEntries(names.filter((name) => !shown.includes(name)).map((name) => [name, '']))
}

/** `gateway/main.ts` runs as `gateway`, `db/seed.ts` as `seed`. */
function program({ dir, code, logFile, signal }: Ground, file: string, env: Variables): Program {
  const [folder = '', script = ''] = file.split('/')
  const name = script === 'main.ts' ? folder : script.replace('.ts', '')
  const args = [resolve(code(), file)]
  // What one start compiled, the next one loads.
  const cached = { NODE_COMPILE_CACHE: join(dir, 'compiled'), ...env }
  return { name, command: process.execPath, args, env: cached, logFile: logFile(name), signal }
}

/** Rejects until the process with this number is ready on `port`: one that was faster may have taken the port. */
export async function answersAs(pid: number, port: number): Promise<void> {
  const options = { headers: { connection: 'close' }, signal: AbortSignal.timeout(2_000) }
  const response = await fetch(`http://127.0.0.1:${port}/readyz`, options)
  const body = await response.text()
  if (!response.ok) throw new Error(`/readyz answers ${response.status} ${body}`)
  if ((JSON.parse(body) as { pid?: number }).pid !== pid) throw new Error(`another process answers on port ${port}`)
}
