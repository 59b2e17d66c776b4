import { resolve } from 'node:path'
import { databases, urlVariable } from '#db/databases.ts'
import { type Program, runChild, startChild } from './child.ts'
import { freePort } from './ports.ts'
import type { Ground } from './servers.ts'

type Variables = Readonly<Record<string, string>>

/** Migrates, then at once seeds, starts the actors and the gateway; resolves when all of them are ready. */
export async function startProcesses(
  ground: Ground,
  variables: Variables,
  { seed, split, port }: { seed: Variables | false; split: boolean; port: number },
): Promise<{ actors: Record<string, string> }> {
  await runChild(program(ground, 'db/migrate.ts', variables))
  const groups = split ? databases.map((name) => [name]) : [databases]
  const [actors] = await Promise.all([
    Promise.all(groups.map((names, index) => startActors(ground, names, { variables, preferredPort: 8001 + index }))),
    startGateway(ground, variables, port),
    seed && runChild(program(ground, 'db/seed.ts', { ...variables, ...seed })),
  ])
  return { actors: Object.fromEntries(actors) }
}

/** What each actor reads and writes its own database with, as its own role. */
export function databaseVariables(adminUrl: string, secret: Ground['secret']): Variables {
  const { host } = new URL(adminUrl)
  const url = (name: string) => `postgres://${name}:${secret(`database ${name}`)}@${host}/${name}_db`
  return Object.fromEntries(databases.map((name) => [urlVariable(name), url(name)]))
}

/** One process for these actors: it knows their databases and no other. */
async function startActors(
  ground: Ground,
  names: readonly (typeof databases)[number][],
  { variables, preferredPort }: { variables: Variables; preferredPort: number },
): Promise<[name: string, url: string]> {
  const port = await freePort(preferredPort)
  const shown = names.map(urlVariable)
  const own = { ...variables, ...hideDatabases(shown), METRICS_PORT: `${port}` }
  const name = names.length === 1 ? names.join() : 'actors'
  const host = { ...program(ground, 'actors/main.ts', own), name, logFile: ground.logFile(name) }
  await ground.keep(name, () => startChild({ ...host, args: [...host.args, ...names] }, () => isReady(port)))
  return [name, `http://127.0.0.1:${port}`]
}

async function startGateway(ground: Ground, variables: Variables, port: number): Promise<void> {
  const gateway = program(ground, 'gateway/main.ts', { ...variables, ...hideDatabases(), PORT: `${port}` })
  await ground.keep(gateway.name, () => startChild(gateway, () => isReady(port)))
}

/** An empty variable counts as not set, and wins over the one this process may have inherited. */
function hideDatabases(shown: readonly string[] = []): Variables {
  const names = ['DATABASE_ADMIN_URL', ...databases.map(urlVariable)]
  return Object.fromEntries(names.filter((name) => !shown.includes(name)).map((name) => [name, '']))
}

/** `gateway/main.ts` runs as `gateway`, `db/seed.ts` as `seed`. */
function program({ logFile, signal }: Ground, file: string, env: Variables): Program {
  const [folder = '', script = ''] = file.split('/')
  const name = script === 'main.ts' ? folder : script.replace('.ts', '')
  const args = [resolve(import.meta.dirname, '../..', file)]
  return { name, command: process.execPath, args, env, logFile: logFile(name), signal }
}

async function isReady(port: number): Promise<void> {
  const options = { headers: { connection: 'close' }, signal: AbortSignal.timeout(2_000) }
  const response = await fetch(`http://127.0.0.1:${port}/readyz`, options)
  const body = await response.text()
  if (!response.ok) throw new Error(`/readyz answers ${response.status} ${body}`)
}
