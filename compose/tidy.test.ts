import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadActors } from '#actors/registry.ts'
import { routes } from '#gateway/routes.ts'
import { contracts, events, requests } from '#subjects/contracts.ts'
import { release } from '#subjects/release.ts'
import type { EventSubject } from '#subjects/subject.ts'

const actors = await loadActors()

/** Requests that outsiders might ask, and that have no route on purpose. */
const withoutRoute: readonly string[] = [
  // The edge has it done for whoever logs in with a cart.
  'req.orders.merge-cart',
]

/** Paths of the gateway that no contract stands behind. */
const plainPaths = ['/healthz', '/readyz', '/docs', '/openapi.json', '/asyncapi.json']

const root = resolve(import.meta.dirname, '..')
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root })
  .toString()
  .split('\n')
  .filter((file) => file && existsSync(join(root, file)))
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const written = files.filter((file) => /(?<!\.d)\.(ts|js|md|yaml|html|css)$/.test(file))
const manifest = JSON.parse(read('package.json')) as { readonly version: string } & Record<
  'dependencies' | 'devDependencies' | 'scripts',
  Record<string, string>
>

/** The lines of these files that match, as `file:line text`. */
const linesWith = (pattern: RegExp, among: readonly string[]) =>
  among.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  )

/** What an actor runs: its folder without tests and what only they use. */
const sourcesOf = (actor: string) =>
  files.filter(
    (file) =>
      file.startsWith(`actors/${actor}/`) &&
      file.endsWith('.ts') &&
      !/\.test\.ts$|\/test-[a-z-]+\.ts|from 'vitest'/.test(file + read(file)),
  )

test('what processes say they are of is the version of the package', () => {
  expect(release, 'Change subjects/release.ts with package.json').toBe(manifest.version)
})

test('an actor takes the time from its context, and leaves nothing to chance', () => {
  const sources = actors.flatMap(({ name }) => sourcesOf(name))
  const found = linesWith(/\bDate\.now\(\)|\bnew Date\(\)|\bMath\.random\(\)/, sources)
  expect(found, 'Use context.now() for a time, performance.now() for a duration and newId() for an id').toEqual([])
})

test('every request is served by the actor it is named after', () => {
  const served = actors.flatMap(({ name, operations }) => operations.map(({ subject }) => `${name} ${subject.name}`))
  const ofActors = requests.filter(({ actor }) => actor !== 'provisioner')
  const declared = ofActors.map(({ actor, name }) => `${actor} ${name}`)
  expect(served.sort(), 'Serve it in actors/<name>/actor.ts, and list that actor in actors/registry.ts').toEqual(
    declared.sort(),
  )
})

test('every request from outside has a route', () => {
  const shownAlong = routes.flatMap(({ expand = {} }) => Object.values(expand))
  const routed = new Set([...routes, ...shownAlong].map(({ subject }) => subject.name))
  const missing = requests.filter(({ access, callers, name }) => {
    const isForOutsiders = access !== 'internal' && callers.includes('edge')
    return isForOutsiders && !routed.has(name) && !withoutRoute.includes(name)
  })
  expect(
    missing.map(({ name }) => name),
    'Add a line to gateway/routes.ts, or the name to withoutRoute above',
  ).toEqual([])
  expect(
    withoutRoute.filter((name) => routed.has(name) || !requests.some((request) => request.name === name)),
    'These have a route now, or are gone: take them out of withoutRoute',
  ).toEqual([])
})

test('every event for actors is heard by one', () => {
  const heard = new Set(actors.flatMap(({ reactions }) => reactions.map(({ subject }) => subject.name)))
  const unheard = events.filter(({ audience, name }) => audience === 'actors' && !heard.has(name))
  expect(
    unheard.map(({ name }) => name),
    "React to it in an actor.ts, or declare it for the audience 'anyone'",
  ).toEqual([])
})

test('every event is reacted to by the actors that its contract names', () => {
  const reacting = actors.flatMap(({ name, reactions }) => reactions.map(({ subject }) => `${name} ${subject.name}`))
  const named = events.flatMap(({ name, consumers }) => consumers.map((actor) => `${actor} ${name}`))
  expect(reacting.sort(), "Name the actor among the event's consumers: the broker lets no other one hear it").toEqual(
    named.sort(),
  )
})

test('every event is emitted by the actors that say they do', () => {
  const silent = events.flatMap((event) =>
    event.emitters
      .filter((emitter) => emitter !== 'tools' && !emits(emitter, event))
      .map((emitter) => `${emitter} never emits ${event.name}`),
  )
  expect(silent, 'Emit it in the transaction that causes it, or take the emitter out of its declaration').toEqual([])
})

/** An event may reach `emit(` through a helper: it counts wherever its name is used, except to import it or to react to it. */
function emits(actor: string, event: EventSubject): boolean {
  const declarations = Object.values(contracts).flatMap((module) => Object.entries<unknown>(module))
  const identifier = declarations.find(([, value]) => value === event)?.[0] ?? event.name
  const code = sourcesOf(actor).map((file) =>
    read(file)
      .replaceAll(/^import [^']*'[^']+'$/gm, '')
      .replaceAll(new RegExp(`\\bon(All)?\\(${identifier}\\b`, 'g'), ''),
  )
  return (
    code.some((text) => /\b(emit|outboxRow)\(/.test(text)) &&
    code.some((text) => new RegExp(`\\b${identifier}\\b`).test(text))
  )
}

test('every folder says its rule, on one screen', () => {
  const folders = new Set(files.filter((file) => /^[^./][^/]*\//.test(file)).map((file) => file.split('/')[0] ?? ''))
  const wrong = [...folders].filter((folder) => {
    const file = `${folder}/README.md`
    return !files.includes(file) || lengthOf(file) > 40
  })
  expect(wrong, 'Give it a README.md of at most 40 lines: its rule, its parts, its decisions').toEqual([])
})

test('every command in the documents exists', () => {
  const shown = files.filter((file) => file.endsWith('.md')).flatMap((file) => commandsIn(file))
  expect(shown.length).toBeGreaterThan(0)
  const wrong = shown.filter(({ command }) => !exists(command)).map(({ file, command }) => `${file}: ${command}`)
  expect(wrong, 'Correct the document, or make what it promises').toEqual([])
})

/** The lines of code blocks, fenced or indented, with the lines they go on in. */
function commandsIn(file: string): { file: string; command: string }[] {
  const text = read(file).replaceAll(/\\\n\s*/g, '')
  const fenced = [...text.matchAll(/^```.*\n([^]*?)^```/gm)].flatMap(([, block = '']) => block.split('\n'))
  const indented = [...text.matchAll(/^ {4}(\S.*)$/gm)].map(([, line = '']) => line)
  return [...fenced, ...indented].map((command) => ({ file, command: command.trim() }))
}

function exists(command: string): boolean {
  const [, script] = /^(?:npm (?:ci && npm )?run (?:-s )?)([\w:-]+)/.exec(command) ?? []
  if (script && !(script in manifest.scripts)) return false
  const [, short] = /^npm (start|test)\b/.exec(command) ?? []
  if (short && !(short in manifest.scripts)) return false
  const named =
    command.match(/(?<=^|\s)(?:actors|bench|compose|db|gateway|subjects)\/[\w./-]+\.(?:ts|js|yaml)\b/g) ?? []
  if (named.some((file) => !files.includes(file))) return false
  const [, options = '', path] = /\bcurl\b(.*?)\$api(\/[^\s?'")#]*)/.exec(command) ?? []
  if (!path) return true
  const [, method = /\s(-d|--data)\b/.test(command) ? 'POST' : 'GET'] = /-X (\w+)/.exec(options) ?? []
  const isRoute = (route: { method: string; path: string }) =>
    route.method === method && new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path)
  return plainPaths.includes(path) || routes.some(isRoute)
}

test('no file is longer than a few screens', () => {
  const long = written.filter((file) => lengthOf(file) > 300).map((file) => `${file} has ${lengthOf(file)} lines`)
  expect(long, 'Find the second thing it is about, and give that a file of its own').toEqual([])
})

const lengthOf = (file: string) => read(file).trimEnd().split('\n').length

test('nothing unfinished, switched off or made up is left in a file', () => {
  const found = linesWith(
    /[Ll]orem ipsum|\b(TODO|FIXME|HACK)\b|@ts-(ignore|nocheck)|(eslint|oxlint|biome)-(disable|ignore)|\b(test|describe|it)\.only\(|\bdebugger\b/,
    written.filter((file) => file !== 'compose/tidy.test.ts'),
  )
  expect(found, 'Finish it, or take it out').toEqual([])
})

test('every package is pinned, in the manifest and by a hash', () => {
  const client = JSON.parse(read('gateway/client/package.json')) as typeof manifest
  const wanted = [manifest, client].flatMap((one) => Object.entries({ ...one.dependencies, ...one.devDependencies }))
  const loose = wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
  expect(loose, 'Install with npm install --save-exact').toEqual([])
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }
  const unhashed = Object.entries(packages).filter(
    // What is not under node_modules is a workspace: our own.
    ([path, { integrity, link, ...locked }]) =>
      path.includes('node_modules/') && !integrity && !link && !isForAnotherSystem(locked),
  )
  expect(unhashed, 'Delete the entry and run npm install --package-lock-only').toEqual([])
})

type Locked = { integrity?: string; link?: boolean; optional?: boolean; os?: string[]; cpu?: string[]; libc?: string[] }

/** A build that this project's Linux servers never install; a registry need not offer it. */
function isForAnotherSystem({ optional, os = [], cpu = [], libc = [] }: Locked): boolean {
  const isForServers = os.includes('linux') && /^(x64|arm64)$/.test(cpu.join()) && !libc.includes('musl')
  return optional === true && os.length > 0 && !isForServers
}
