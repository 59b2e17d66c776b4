import type { webcrypto } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { Redis } from 'ioredis'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { pino } from 'pino'
import { inject } from 'vitest'
import { startTestBroker } from '#compose/test-broker.ts'
import type { Answer, Bus, Endpoint } from '#subjects/bus.ts'
import type { Caller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { accessToken } from '#subjects/session.ts'
import { events } from '#subjects/contracts.ts'
import type { EventSubject, InputOf, OutputOf, RequestSubject } from '#subjects/subject.ts'
import { readKeys } from '#subjects/users.ts'
import { type AppOptions, buildApp } from './app.ts'
import { readTiers } from './limits/tiers.ts'
import { connectRedis, type RedisLink } from './redis.ts'
import type { Route } from './route.ts'
import { routes as wholeApi } from './routes.ts'

/** An edge for a test: a broker of its own, and in the place of the actors whatever the test lets answer. */
export type TestEdge = AsyncDisposable & {
  readonly app: FastifyInstance
  /** Another gateway beside the first, with the same Redis. */
  another(): Promise<FastifyInstance>
  /** Answers a contract from now on; `asked` counts how often that happened. */
  answer<S extends RequestSubject>(
    subject: S,
    answer: AnswerOf<S>,
  ): Promise<AsyncDisposable & { readonly asked: number }>
  /** Whom the last request spoke for. */
  readonly lastCaller: () => Caller | undefined
  publish(event: EventSubject, data: unknown): Promise<void>
  readonly redis: Redis
  /** The keys that Redis holds for this edge. */
  kept(pattern: string): Promise<string[]>
  readonly signer: Signer
  readonly logged: string[]
}

export type Signer = {
  /** A token as the users actor signs them; `claims` and `header` change it into something else. */
  readonly token: (claims?: Record<string, unknown>, header?: Record<string, unknown>) => Promise<string>
  readonly publicKey: JWK
  readonly privateKey: webcrypto.CryptoKey
}

type AnswerOf<S> = (
  input: InputOf<S>,
  ...rest: Parameters<Answer> extends [unknown, ...infer R] ? R : never
) => Promise<OutputOf<S>>

export const ada = 'usr_00000000000000000000000ada'

type Options = {
  readonly redisUrl?: string
  /** Where the edge, and only it, reaches the broker. */
  readonly natsLine?: (url: string) => Promise<string>
  /** How this edge is built beside what a test edge always has. */
  readonly build?: Partial<
    Pick<
      AppOptions,
      | 'origins'
      | 'trustProxy'
      | 'publicUrl'
      | 'certificate'
      | 'mediaDir'
      | 'secrets'
      | 'versions'
      | 'waits'
      | 'streams'
      | 'spans'
    >
  >
  /** As RATE_LIMITS has it; without it so high that no test meets them by chance. */
  readonly rateLimits?: string
  readonly routes?: readonly Route[]
  /** `false`: nobody publishes keys, until the test does. */
  readonly keys?: boolean
}

export async function startEdge(options: Options = {}): Promise<TestEdge> {
  await using opening = new AsyncDisposableStack()
  const { edge, actors, denied } = await openBroker(options, opening)

  const logged: string[] = []
  const log = pino({ level: 'debug' }, { write: (line) => logged.push(line) })
  const keyPrefix = `${newId('test')}:`
  const redisUrl = options.redisUrl ?? inject('redisUrl')
  const redis = opening.use(disposable(new Redis(redisUrl, { keyPrefix, lazyConnect: true })))
  const serving = opening.use(new AsyncDisposableStack())
  const build = async () => {
    const link = serving.use(connectRedis(redisUrl, { use: 'cache', log, keyPrefix }))
    const denylist = serving.use(connectRedis(redisUrl, { use: 'denylist', log, keyPrefix }))
    const counts = serving.use(connectRedis(redisUrl, { use: 'limits', log, keyPrefix }))
    if (!options.redisUrl) await Promise.all([link, denylist, counts].map(connected))
    const { build, routes = wholeApi } = options
    const app = await buildApp({
      bus: edge,
      redis: link,
      denylist,
      counts,
      tiers: readTiers(options.rateLimits ?? 'x1000'),
      log,
      routes,
      secrets: ['of the edges in tests, and of no other'],
      ...build,
    })
    serving.defer(() => app.close())
    return app
  }

  const { answer, lastCaller } = answering(actors, serving)
  const signer = await newSigner('first')
  if (options.keys ?? true) await answer(readKeys, async () => ({ keys: [signer.publicKey as never] }))
  const app = await build()
  const opened = opening.move()
  return {
    app,
    another: build,
    answer,
    lastCaller,
    publish: async (event, data) => {
      await actors.publish(publication(event, data))
    },
    redis,
    kept: async (pattern) => {
      const keys = await redis.keys(`${keyPrefix}${pattern}`)
      return keys.map((key) => key.slice(keyPrefix.length))
    },
    signer,
    logged,
    [Symbol.asyncDispose]: async () => {
      await opened.disposeAsync()
      if (denied.length > 0) throw new AggregateError(denied, 'The broker refused what the edge needs')
    },
  }
}

/** A broker where the edge may do what its contracts say, and whoever stands in for the actors everything. */
async function openBroker({ routes = [], natsLine }: Options, stack: AsyncDisposableStack) {
  const denied: Error[] = []
  const requests = routes.map(({ subject }) => subject)
  const broker = stack.use(await startTestBroker({ also: { requests }, onDenied: (error) => denied.push(error) }))
  const url = (await natsLine?.(broker.url)) ?? broker.url
  const edge = stack.use(await broker.connect('edge', { url }))
  const actors = stack.use(await broker.connect('test'))
  await actors.provisioner.ensureStreams(events)
  return { edge, actors, denied }
}

/** Stands in for actors, one contract at a time. */
function answering(actors: Bus, serving: AsyncDisposableStack): Pick<TestEdge, 'answer' | 'lastCaller'> {
  let caller: Caller | undefined
  const answer: TestEdge['answer'] = async (subject, answer) => {
    const count = { asked: 0 }
    const endpoint: Endpoint = {
      subject,
      answer: async (input, envelope) => {
        count.asked++
        caller = envelope.caller
        return answer(input as InputOf<typeof subject>, envelope)
      },
    }
    const name = newId('service').replace('_', '-')
    const options = { name, version: '0.1.0', endpoints: [endpoint], maxInFlight: 1_000, onBug: () => {} }
    const service = await actors.serve(options)
    let stopped: PromiseLike<void> | undefined
    return serving.use(
      Object.assign(count, { [Symbol.asyncDispose]: () => (stopped ??= service[Symbol.asyncDispose]()) }),
    )
  }
  return { answer, lastCaller: () => caller }
}

export async function newSigner(kid: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true })
  return {
    privateKey,
    publicKey: { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' },
    token: (claims = {}, header = {}) =>
      new SignJWT({ ...goodClaims(), ...claims })
        .setProtectedHeader({ alg: 'EdDSA', typ: accessToken.type, kid, ...header })
        .sign(privateKey),
  }
}

export const goodClaims = (): Record<string, unknown> => {
  const now = Math.floor(Date.now() / 1_000)
  const { issuer: iss, audience: aud, lifetimeSeconds } = accessToken
  return { iss, aud, sub: ada, role: 'customer', sid: 'ses_1', iat: now, exp: now + lifetimeSeconds }
}

const publication = (event: EventSubject, data: unknown) => ({
  id: newId('evt'),
  subject: event.name,
  source: event.stream,
  time: new Date().toISOString(),
  aggregateId: 'test',
  aggregateVersion: 1,
  headers: {},
  body: JSON.stringify(data),
})

const disposable = (redis: Redis): Redis & Disposable =>
  Object.assign(redis, { [Symbol.dispose]: () => redis.disconnect() })

async function connected(link: RedisLink): Promise<void> {
  // Ten seconds: many start at once on a busy machine.
  for (let tries = 0; tries < 1_000; tries++) {
    const answered = await link.attempt((redis) => redis.ping()).catch(() => undefined)
    if (answered) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('Redis does not answer')
}

/** The actor is there for one question only, since the tests share one edge and come in any order. */
export async function withAnswer<T>(
  edge: TestEdge,
  subject: Parameters<TestEdge['answer']>[0],
  answer: (input: never) => Promise<unknown>,
  work: () => Promise<T>,
): Promise<T> {
  await using actor = await edge.answer(subject, answer as never)
  return actor && (await work())
}
