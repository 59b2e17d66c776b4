import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CannotStart } from '../run.ts'
import { natsConfig, type ServerOptions } from './config.ts'
import { contracted, identities, readIdentity, routesSeed } from './identities.ts'
import { ensureSeed, retireKey, rotateKey, seedFile } from './keys.ts'
import { usersOf } from './users.ts'

export type WriteOptions = {
  readonly out: string
  readonly listen: string
  readonly cluster?: string
  readonly store: string
  readonly monitor?: string
  readonly tls?: string
  readonly verify?: boolean
  readonly serverVersion: string
  readonly process: readonly string[]
  readonly rotate: readonly string[]
  readonly retire: readonly string[]
}

/** Writes `nats.conf`, or one file for each server of a cluster, and a seed for each identity that has none yet. */
export function writeNatsConfig(options: WriteOptions): { configs: string[]; seeds: string[] } {
  const out = resolve(options.out)
  const keysDir = join(out, 'keys')
  const all = [...identities, ...options.process.map(readIdentity)]
  const twice = all.find(({ name }, index) => all.findIndex((each) => each.name === name) < index)
  if (twice) throw new CannotStart(`--process ${twice.name} is named twice: a process has one line with all its actors`)
  const known = ({ name }: { name: string }) => all.some((identity) => identity.name === name)
  for (const name of [...options.rotate, ...options.retire])
    if (!known({ name }))
      throw new CannotStart(`There is no ${name}; there are ${all.map((each) => each.name).join(', ')}`)
  const servers = serversOf(options, keysDir)
  mkdirSync(out, { recursive: true })
  for (const name of options.retire) retireKey(keysDir, name)
  for (const name of options.rotate) rotateKey(keysDir, name)
  const users = usersOf(all, contracted, keysDir)
  const configs = servers.map(({ file, ...server }) => {
    const path = join(out, file)
    // A cluster's file holds the password of its routes.
    writeFileSync(path, natsConfig({ ...server, users }), { mode: server.cluster ? 0o600 : 0o644 })
    return path
  })
  return { configs, seeds: all.map(({ name }) => seedFile(keysDir, name)) }
}

type Server = Omit<ServerOptions, 'users'> & { readonly file: string }

function serversOf(options: WriteOptions, keysDir: string): Server[] {
  const { tls: folder, verify = false, serverVersion: version } = options
  if (!/^v?\d+\.\d+(\.\d+)?$/.test(version))
    throw new CannotStart(`--server-version ${version} is not one such as 2.10`)
  if (verify && !folder) throw new CannotStart('--verify goes with --tls')
  const tls = folder && {
    caFile: join(folder, 'ca.pem'),
    certFile: join(folder, 'server.pem'),
    keyFile: join(folder, 'server.key'),
    verify,
  }
  const common = {
    version,
    ...(tls && { tls }),
    ...(options.monitor !== undefined && { monitorPort: portOf(options.monitor, '--monitor') }),
  }
  if (options.cluster === undefined)
    return [{ ...common, ...addressOf(options.listen, '--listen'), storeDir: options.store, file: 'nats.conf' }]
  return clusterOf(options.cluster, options, { common, keysDir })
}

function clusterOf(
  text: string,
  { store, monitor }: WriteOptions,
  { common, keysDir }: { common: Pick<ServerOptions, 'version' | 'tls' | 'monitorPort'>; keysDir: string },
): Server[] {
  const isHere = /^\d+$/.test(text)
  if (isHere && ![3, 5].includes(Number(text))) throw new CannotStart('A cluster has 3 or 5 servers')
  const addresses = isHere
    ? Array.from({ length: Number(text) }, (_, index) => ({ host: '127.0.0.1', port: 4222 + index }))
    : text.split(',').map((address) => addressOf(address.includes(':') ? address : `${address}:4222`, '--cluster'))
  if (new Set(addresses.map(({ host, port }) => `${host}:${port}`)).size !== addresses.length)
    throw new CannotStart(`--cluster ${text} names a server twice`)
  const sharesHost = new Set(addresses.map(({ host }) => host)).size < addresses.length
  const routePort = (port: number) => portOf(`${port + 2_000}`, '--cluster: the port of the routes')
  const routes = addresses.map(({ host, port }) => `${host}:${routePort(port)}`)
  if (monitor !== undefined && sharesHost) portOf(`${Number(monitor) + addresses.length - 1}`, '--monitor')
  const password = routePassword(keysDir)
  return addresses.map(({ host, port }, index) => {
    const name = `nats-${index + 1}`
    // On one machine each has its own folder; on its own host each listens on every address of it.
    const own = host.startsWith('127.') ? host : '0.0.0.0'
    return {
      ...common,
      ...(monitor !== undefined && sharesHost && { monitorPort: Number(monitor) + index }),
      host: own,
      port,
      storeDir: sharesHost ? join(store, name) : store,
      cluster: { serverName: name, host: own, port: routePort(port), routes, password },
      file: `${name}.conf`,
    }
  })
}

function addressOf(text: string, option: string): { host: string; port: number } {
  const [, host = '', port = ''] = /^([\w.-]+|\[[0-9a-fA-F:]+\]):(\d{1,5})$/.exec(text) ?? []
  if (!host) throw new CannotStart(`${option}: ${text} is not host:port`)
  return { host, port: portOf(port, option) }
}

function portOf(text: string, option: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new CannotStart(`${option}: ${text} is not a port`)
  return port
}

/** What the servers of one cluster let each other in with: nobody else knows the seed that it comes from. */
const routePassword = (keysDir: string) =>
  createHash('sha256')
    .update(`routes ${ensureSeed(keysDir, routesSeed)}`)
    .digest('hex')
