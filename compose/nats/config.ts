import type { Permissions } from '#subjects/permissions.ts'

/** One who may connect. Two keys are good at once while one takes the place of the other. */
export type User = {
  readonly name: string
  readonly publicKeys: readonly string[]
  /** Left out for a test's own eyes and hands, which may do everything. */
  readonly permissions?: Permissions
}

export type TlsPaths = {
  readonly caFile: string
  readonly certFile: string
  readonly keyFile: string
  /** Whether clients need a certificate, too, besides their key. */
  readonly verify: boolean
}

export type ServerOptions = {
  readonly users: readonly User[]
  readonly host: string
  readonly port: number
  readonly storeDir: string
  /** Monitoring tells connections and subjects to whoever asks, so it is on this machine's own address or nowhere. */
  readonly monitorPort?: number
  /** The oldest server that is to understand the file, such as 2.9. */
  readonly version?: string
  readonly tls?: TlsPaths
  readonly cluster?: {
    readonly serverName: string
    readonly host: string
    readonly port: number
    /** The cluster addresses of all servers, this one's among them. */
    readonly routes: readonly string[]
    readonly password: string
  }
}

/**
 * The configuration of one nats-server. It knows users by their public keys, so that it gives away nothing it is copied
 * with, and has no `accounts`: beside an `authorization`, old servers let anybody in (CVE-2023-47090).
 */
export function natsConfig(options: ServerOptions): string {
  const { host, port, storeDir, monitorPort, version = '2.9', tls, cluster } = options
  const lines = [
    `listen: ${quote(`${host}:${port}`)}`,
    ...(cluster ? [`server_name: ${quote(cluster.serverName)}`] : []),
    ...(monitorPort === undefined ? [] : [`http: "127.0.0.1:${monitorPort}"`]),
    // A frozen client or route is noticed in ten seconds and not in minutes.
    'ping_interval: "5s"',
    'ping_max: 2',
    'lame_duck_duration: "30s"',
    'lame_duck_grace_period: "2s"',
    ...block('jetstream', [
      `store_dir: ${quote(storeDir)}`,
      // Servers before 2.10 refuse to start with an option they do not know.
      ...(isAtLeast(version, 2, 10) ? ['sync_interval: "10s"'] : []),
    ]),
    ...(tls ? tlsBlock(tls) : []),
    ...(cluster ? clusterBlock(cluster, tls) : []),
    ...block('authorization', [
      'timeout: 3',
      'default_permissions: { publish: { deny: ">" }, subscribe: { deny: ">" } }',
      ...list('users', options.users.flatMap(userBlocks)),
    ]),
  ]
  return `${lines.join('\n')}\n`
}

/** Quoted as the server reads it; it also reads `$NAME` as a variable, but not within quotes. */
const quote = (text: string) => JSON.stringify(text)

const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`)
const block = (name: string, lines: readonly string[]) => [`${name} {`, ...indented(lines), '}']
const list = (name: string, blocks: readonly string[][]) => [`${name}: [`, ...indented(blocks.flat()), ']']

function isAtLeast(version: string, major: number, minor: number): boolean {
  const [itsMajor = 0, itsMinor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return itsMajor > major || (itsMajor === major && itsMinor >= minor)
}

function tlsBlock({ caFile, certFile, keyFile, verify }: TlsPaths): string[] {
  return block('tls', [
    `ca_file: ${quote(caFile)}`,
    `cert_file: ${quote(certFile)}`,
    `key_file: ${quote(keyFile)}`,
    `verify: ${verify}`,
    'timeout: 5',
  ])
}

function clusterBlock(
  { host, port, routes, password }: NonNullable<ServerOptions['cluster']>,
  tls?: TlsPaths,
): string[] {
  return block('cluster', [
    'name: "tradewind"',
    `listen: ${quote(`${host}:${port}`)}`,
    ...block('authorization', ['user: "route"', `password: ${quote(password)}`, 'timeout: 3']),
    ...(tls ? tlsBlock({ ...tls, verify: true }) : []),
    `routes: [${routes.map((route) => quote(`nats-route://route:${password}@${route}`)).join(', ')}]`,
  ])
}

function userBlocks({ name, publicKeys, permissions }: User): string[][] {
  return publicKeys.map((nkey) => [
    `# ${name}`,
    ...(permissions
      ? ['{', `  nkey: ${nkey}`, ...indented(block('permissions', rules(permissions))), '}']
      : [`{ nkey: ${nkey}, permissions: { publish: ">", subscribe: ">" } }`]),
  ])
}

function rules({ publish, subscribe }: Permissions): string[] {
  const allow = (subjects: readonly string[]) => ['allow: [', ...indented(subjects.map(quote)), ']']
  return [...block('publish', allow(publish)), ...block('subscribe', allow(subscribe))]
}
