import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Format } from 'typebox/format'
import { Compile } from 'typebox/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { loadActors } from '#actors/registry.ts'
import specification from './compose-spec.json' with { type: 'json' }

const actors = await loadActors()

type Mount = { readonly source: string; readonly target: string; readonly volume: { readonly subpath: string } }
type Service = {
  readonly image: string
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string | number>>
  readonly depends_on?: Readonly<Record<string, { condition: string }>>
  readonly healthcheck?: object
  readonly volumes?: readonly (string | Mount)[]
  readonly ports?: readonly string[]
  readonly container_name?: string
  readonly profiles?: readonly string[]
  readonly deploy?: { readonly resources?: { readonly limits?: { readonly memory?: string } } }
}
type Services = Readonly<Record<string, Service>>
type Variables = Readonly<Record<string, string>>

const root = resolve(import.meta.dirname, '..')
const texts = ['compose.yaml', 'compose.live.yaml'].map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
const [local = '', live = ''] = texts
const services = servicesOf(local)
const programs = Object.entries(services).filter(([, { image }]) => image === 'tradewind')

/** Everything compose.live.yaml asks for, as somebody might set it. */
const secrets = {
  ...Object.fromEntries(actors.map(({ name }) => [`${name.toUpperCase()}_DATABASE_PASSWORD`, `of-${name}`])),
  POSTGRES_PASSWORD: 'of-postgres',
  STAFF_EMAIL: 'boss@shop.example',
  STAFF_PASSWORD: 'correct horse battery staple',
  SECRET_KEY: 'k'.repeat(32),
  EDGE_SECRETS: 'e'.repeat(32),
  STRIPE_SECRET_KEY: 'sk_live_1',
  STRIPE_WEBHOOK_SECRETS: 'whsec_live_1',
  SMTP_URL: 'smtps://mail.shop.example',
  MAIL_FROM: 'Shop <hello@shop.example>',
}

test.each(texts)('the file follows the Compose specification', (text) => {
  // Durations are Go's here, as in 1m30s.
  Format.Set('duration', (duration) => /^(\d+(\.\d+)?(us|ms|s|m|h))+$/.test(duration))
  const [, errors] = Compile(specification).Errors(fileOf(text, secrets))
  expect(errors).toEqual([])
})

const dockerCompose = (...args: string[]) =>
  spawnSync('docker', ['compose', ...args], { cwd: root, encoding: 'utf8', env: { ...process.env, ...secrets } })

test.skipIf(dockerCompose('version').status !== 0)('Docker Compose itself takes the files', () => {
  const [one, both] = [
    ['-f', 'compose/compose.yaml'],
    ['-f', 'compose/compose.live.yaml'],
  ]
  expect(dockerCompose(...one, 'config', '-q')).toMatchObject({ status: 0, stderr: '' })
  expect(dockerCompose(...one, ...both, 'config', '-q')).toMatchObject({ status: 0, stderr: '' })
})

test('every actor is a service that can be scaled, on its own port for health and metrics', () => {
  actors.forEach(({ name }, index) => {
    expect(services[name], name).toMatchObject({ command: ['node', 'actors/main.ts', name] })
    expect(services[name]?.environment, name).toMatchObject({ METRICS_PORT: 8001 + index })
    // Two instances cannot have one port of the host, nor one name.
    expect(services[name], name).not.toHaveProperty('ports')
    expect(services[name], name).not.toHaveProperty('container_name')
  })
})

test('the gateway publishes its API and nothing of its metrics', () => {
  const { environment, ports } = services['gateway'] ?? {}
  expect(environment).toMatchObject({ PORT: 8000, METRICS_PORT: 8008 })
  expect(ports).toEqual([expect.stringMatching(/:8000$/)])
})

test('whoever waits, waits for a service that gets there, and no process starts before the migrations', () => {
  for (const [name, { depends_on: needs = {} }] of Object.entries(services)) {
    for (const [other, { condition }] of Object.entries(needs)) {
      const needed = services[other]
      expect(needed, `${name} needs ${other}`).toBeDefined()
      const isProgramThatEnds = ['migrate', 'seed', 'nats-config'].includes(other)
      expect(condition, `${name} needs ${other}`).toBe(
        isProgramThatEnds ? 'service_completed_successfully' : 'service_healthy',
      )
      if (!isProgramThatEnds && needed?.image !== 'tradewind') expect(needed, other).toHaveProperty('healthcheck.test')
    }
  }
  expect(services['nats']?.depends_on).toHaveProperty('nats-config')
  for (const name of [...actors.map((actor) => actor.name), 'gateway', 'seed'])
    expect(services[name]?.depends_on, name).toHaveProperty('migrate')
})

test('every service has a limit of memory, and every volume it uses is declared', () => {
  const { volumes } = fileOf(local)
  for (const [name, service] of Object.entries(services)) {
    expect(service.deploy?.resources?.limits?.memory, name).toBeDefined()
    for (const mount of service.volumes ?? []) {
      const source = typeof mount === 'string' ? mount.split(':')[0] : mount.source
      expect(volumes, name).toHaveProperty(source ?? '')
    }
  }
})

test('a process is shown its own seed and no other, which is there before it starts', () => {
  const seeded = programs.filter(([, { environment }]) => environment?.['NATS_NKEY_FILE'])
  expect(seeded).toHaveLength(actors.length + 2)
  for (const [name, { volumes, environment, depends_on }] of seeded) {
    const identity = name === 'gateway' ? 'edge' : name
    const [type, source, read_only] = ['volume', 'nats-keys', true]
    const target = `${environment?.['NATS_NKEY_FILE']}/${identity}`
    expect(volumes, name).toEqual([{ type, source, read_only, target, volume: { subpath: `keys/${identity}` } }])
    expect(existsSync(join(natsVolume, 'keys', identity, `${identity}.nk`)), name).toBe(true)
    expect(depends_on, name).toHaveProperty('nats')
  }
  const whole = programs.filter(([, { volumes = [] }]) => volumes.includes('nats-keys:/nats'))
  expect(whole.map(([name]) => name)).toEqual(['nats-config'])
})

test.each(programs)('%s runs a file that is in the image, with production packages alone', (_, { command = [] }) => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object }
  const copied = [...readFileSync(join(root, 'compose/Dockerfile'), 'utf8').matchAll(/^COPY (\w+) \1$/gm)]
  const folders = copied.map(([, folder]) => folder)
  const [node, ...rest] = command
  const file = rest.find((arg) => !arg.startsWith('--')) ?? ''
  expect(node).toBe('node')
  const reached = importsOf(join(root, file))
  for (const source of reached.files) {
    const path = source.slice(root.length + 1)
    expect(folders, path).toContain(path.split('/')[0])
    expect(path, 'the image has no tests').not.toMatch(/\.test\.ts$/)
  }
  expect(Object.keys(dependencies)).toEqual(expect.arrayContaining([...reached.packages]))
})

test('the image installs what workspaces need, too', () => {
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { workspaces: string[] }
  const [before] = readFileSync(join(root, 'compose/Dockerfile'), 'utf8').split('RUN npm ci')
  for (const workspace of workspaces) expect(before).toContain(`COPY ${workspace}/package.json ${workspace}/`)
})

test.each(programs)('%s gets every variable it needs, and none that it does not know', (_, service) => {
  understands(service)
})

test.each(['migrate', 'seed', 'users', 'payments', 'notifications', 'gateway'])(
  '%s understands what is set live',
  async (name) => {
    const service = merged(services, servicesOf(live, secrets))[name]
    expect(service).toBeDefined()
    if (service) understands(service)
  },
)

test('live, nothing secret has a default, and nothing stands in for the world outside', () => {
  for (const name of Object.keys(secrets))
    expect(() => servicesOf(live, { ...secrets, [name]: '' }), name).toThrow(`${name} is not set`)
  const both = merged(servicesOf(local, secrets), servicesOf(live, secrets))
  const started = Object.entries(both).filter(([, { profiles }]) => !profiles)
  expect(started.map(([name]) => name)).not.toEqual(expect.arrayContaining(['stripe', 'mailbox']))
  for (const [name, { environment }] of started)
    expect(JSON.stringify(environment ?? {}), name).not.toMatch(
      /:local@|sandbox|stripe:|mailbox:|only for this machine/,
    )
})

function servicesOf(text: string, variables?: Variables): Services {
  return fileOf(text, variables).services
}

/** Read as Compose does it: only what was parsed is filled in. */
function fileOf(text: string, variables: Variables = {}): { services: Services; volumes: object } {
  return JSON.parse(JSON.stringify(parse(text, { merge: true })), (_, value: unknown) =>
    typeof value === 'string' ? interpolate(value, variables) : value,
  )
}

/** For the forms these files use: `${A:-default}`, `${A:?}` and `$$`. */
function interpolate(text: string, variables: Variables): string {
  return text.replaceAll(/\$\$|\$\{(\w+)(?::([-?])([^}]*))?\}/g, (all, name: string, how: string, rest: string) => {
    if (all === '$$') return '$'
    if (variables[name]) return variables[name]
    if (how === '?') throw new Error(`${name} is not set`)
    return rest ?? ''
  })
}

function merged(base: Services, over: Services): Services {
  const names = Object.keys(base)
  return Object.fromEntries(
    names.map((name) => {
      const environment = { ...base[name]?.environment, ...over[name]?.environment }
      return [name, { ...base[name], ...over[name], environment } as Service]
    }),
  )
}

/** Every file and every package that running `file` can load. */
function importsOf(file: string, files = new Set<string>(), packages = new Set<string>()) {
  if (files.has(file)) return { files, packages }
  files.add(file)
  expect(existsSync(file), file).toBe(true)
  const imports = /^(?:import|export) (?!type )(?:[^'"]*? from )?'([^']+)'|\bimport\('([^']+)'\)/gm
  for (const [, fixed, dynamic] of readFileSync(file, 'utf8').matchAll(imports)) {
    const name = fixed ?? dynamic ?? ''
    if (name.startsWith('.')) importsOf(resolve(file, '..', name), files, packages)
    else if (name.startsWith('#')) importsOf(join(root, name.slice(1)), files, packages)
    else if (!name.startsWith('node:')) packages.add(/^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name)
  }
  return { files, packages }
}

/** Runs the process itself in the service's environment, as far as it goes without reaching out. */
/** What the volume of that name holds once `nats-config` has run. */
const natsVolume = mkdtempSync(join(tmpdir(), 'tradewind-nats-volume-'))
beforeAll(() => {
  const [, ...args] = services['nats-config']?.command ?? []
  const here = args.map((argument) => argument.replace(/^\/nats\b/, natsVolume))
  expect(spawnSync(process.execPath, here, { cwd: root, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
})
afterAll(() => rmSync(natsVolume, { recursive: true, force: true }))

function understands({ command = [], environment = {} }: Service): void {
  const [, ...args] = command
  const set = Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, `${value}`.replace(/^\/nats\b/, natsVolume)]),
  )
  const options = {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...set },
    encoding: 'utf8' as const,
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', listener, ...args], options)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const known = new Set(stdout.match(/(?<=^knows ).*$/gm)?.flatMap((names) => names.split(' ')))
  known.add('NODE_ENV')
  expect([...known]).toEqual(expect.arrayContaining(Object.keys(set)))
}

const env = new URL('./env.ts', import.meta.url).href
const listening = `
  import { readEnv as read } from '${env}?itself'
  export function readEnv(schema) {
    console.log('knows', ...Object.keys(schema.properties))
    return read(schema)
  }`
const listener = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module'
  import { Server, Socket } from 'node:net'
  Server.prototype.listen = Socket.prototype.connect = () => process.exit(0)
  registerHooks({
    load: (url, context, next) =>
      url === '${env}' ? { format: 'module', source: ${JSON.stringify(listening)}, shortCircuit: true } : next(url, context),
  })`)}`
