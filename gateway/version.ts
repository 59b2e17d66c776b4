import type { FastifyInstance, FastifyReply, FastifyRequest, preValidationHookHandler } from 'fastify'
import type { RequestSubject } from '#subjects/subject.ts'
import { visitorOf } from './auth.ts'
import { type Deprecation, tellDeprecation } from './deprecation.ts'
import { varyBy } from './headers.ts'
import { apiVersionUnknown } from './problem.ts'

/** A change that clients of an older version would not understand, and how they are spared it. */
export type Change = {
  /** The first version that has it. */
  readonly since: string
  /** The contracts it concerns; also those whose answers show the changed thing when it is asked for along with them. */
  readonly subjects: readonly RequestSubject[]
  /** An answer as it was before. */
  readonly downgrade?: (output: unknown) => unknown
  /** What was sent before, in the query of a GET or else in the body, as it is sent now. */
  readonly upgrade?: (input: Readonly<Record<string, unknown>>) => unknown
}

/** The versions of the API, by the day they came. Actors know the current one alone; the edge translates the others. */
export type Versions = {
  readonly current: string
  /** Those that are still spoken, the oldest first. */
  readonly past: readonly (Deprecation & { readonly version: string })[]
  /** The oldest first. */
  readonly changes: readonly Change[]
}

/** What is only added needs no version. What is taken away or renamed does, and leaves the one before among `past` for a year. */
export const versions: Versions = { current: '2026-11-01', past: [], changes: [] }

/** Every version a client may name. */
export const versionsSpoken = ({ past, current }: Versions): readonly string[] => [
  ...past.map(({ version }) => version),
  current,
]

type Translate = (output: unknown) => unknown

/** What lies between the version a request speaks and the current one, for one contract. */
export type Interpreter = {
  /** Runs between the door and the checks of what was sent. */
  readonly before: preValidationHookHandler[]
  /** Says how to answer in the version of a request; undefined where nothing differs. */
  readonly downgradeFor: (request: FastifyRequest) => Translate | undefined
}

/** Has every request spoken to in the version it names, else in that of the visitor's API key, else in the current one. */
export function speakVersions(app: FastifyInstance, versions: Versions): (subject: RequestSubject) => Interpreter {
  const { current, past, changes } = versions
  const spoken = versionsSpoken(versions)
  const farewells = new Map(past.map((one) => [one.version, tellDeprecation(one)]))
  const speak = (request: FastifyRequest, reply: FastifyReply, version: string) => {
    request.setDecorator('apiVersion', version)
    void reply.header('api-version', version)
    farewells.get(version)?.(reply)
  }
  app.decorateRequest('apiVersion')
  app.addHook('onRequest', (request, reply, done) => {
    const named = namedBy(request)
    const isSpoken = named === undefined || spoken.includes(named)
    varyBy(reply, 'Api-Version')
    speak(request, reply, isSpoken && named !== undefined ? named : current)
    done(isSpoken ? undefined : apiVersionUnknown(`There are ${spoken.join(', ')}`, { supported: spoken }))
  })
  // Whoever names no version would else be given, from a cache, the one that somebody's key was made for.
  const keepPrivate = (request: FastifyRequest, reply: FastifyReply) =>
    namedBy(request) === undefined && versionOf(request) !== current
      ? reply.header('cache-control', 'private, no-store')
      : reply
  if (past.length > 0) {
    app.addHook('onSend', (request, reply, payload, done) => {
      if (namedBy(request) === undefined) varyBy(reply, 'Authorization')
      void keepPrivate(request, reply)
      done(null, payload)
    })
  }
  /** A key may be older than what is still spoken, or have been made between two versions. */
  const inForceOn = (day: string) => spoken.findLast((version) => version <= day) ?? spoken[0] ?? current

  return (subject) => {
    const ours = changes.filter(({ subjects }) => subjects.includes(subject))
    const newerThan = (version: string) => ours.filter(({ since }) => since > version)
    const meet: preValidationHookHandler = (request, reply, done) => {
      const { apiVersion } = visitorOf(request)
      if (namedBy(request) === undefined && apiVersion !== undefined) speak(request, reply, inForceOn(apiVersion))
      for (const { upgrade } of newerThan(versionOf(request))) if (upgrade) translateInput(request, upgrade)
      done()
    }
    return {
      before: past.length === 0 ? [] : [meet],
      downgradeFor: (request) => {
        if (ours.length === 0) return undefined
        const steps = newerThan(versionOf(request)).flatMap(({ downgrade }) => downgrade ?? [])
        return steps.length === 0 ? undefined : (output) => steps.reduceRight((value, step) => step(value), output)
      },
    }
  }
}

const versionOf = (request: FastifyRequest) => request.getDecorator<string>('apiVersion')

const namedBy = ({ headers }: FastifyRequest) => headers['api-version']?.toString()

function translateInput(request: FastifyRequest, upgrade: NonNullable<Change['upgrade']>): void {
  const place = request.method === 'GET' || request.method === 'HEAD' ? 'query' : 'body'
  const given = request[place]
  // What is no object fails the checks that follow, in any version.
  if (typeof given === 'object' && given !== null) request[place] = upgrade({ ...given })
}
