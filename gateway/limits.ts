import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler, onRequestHookHandler } from 'fastify'
import { visitorOf } from './auth.ts'
import { type AccountGuard, accountGuard } from './limits/accounts.ts'
import { partitionOf } from './limits/address.ts'
import { openCounters } from './limits/counters.ts'
import { judge, judgeAbuse } from './limits/judge.ts'
import { knownPlaces } from './limits/known.ts'
import type { Tier, Tiers } from './limits/tiers.ts'
import type { RedisLink } from './redis.ts'
import { fastifyPath, isWayIn, type ObjectSchema, type Route } from './route.ts'

/** What stands against too many requests on the way of one, beside the limit for its address, which is on every way. */
export type Limits = {
  /** Before the door: trying what might let one in, by address. */
  readonly beforeDoor: (route: Route) => readonly onRequestAsyncHookHandler[]
  /** Behind the door: by login or API key. Whoever is refused at the door has used up nobody's. */
  readonly behindDoor: readonly onRequestHookHandler[]
  /** Once the body is known: trying at one account, from however many addresses. */
  readonly withBody: (route: Route) => Partial<AccountGuard>
}

type Options = {
  readonly redis: RedisLink
  readonly tiers: Tiers | undefined
  readonly routes: readonly Route[]
  readonly secrets: readonly string[]
}

/**
 * Counts what comes in, and refuses what is too much. Reads are let in by what this process knows, since most of them cost
 * less than asking Redis; whatever acts, or tries to get in, is decided by Redis for all processes as one.
 */
export function limitRates(app: FastifyInstance, { redis, tiers, routes, secrets }: Options): Limits {
  if (!tiers) return noLimits
  const counters = openCounters({ redis })
  app.addHook('onClose', async () => counters[Symbol.dispose]())
  const tierOf = tiersByUrl(tiers, routes)
  app.addHook('onRequest', (request, reply, done) => {
    const tier = tierOf(request.routeOptions.url)
    done(tier && judge(reply, tier, counters.here(tier, addressOf(request))))
  })

  const byAddress: onRequestAsyncHookHandler = async (request, reply) => {
    const address = addressOf(request)
    const refusal = judge(reply, tiers.auth, await counters.together(tiers.auth, address))
    if (!refusal) return
    const abuse = await counters.together(tiers.abuse, address)
    throw abuse.admitted ? refusal : judgeAbuse(reply, tiers.abuse, abuse)
  }
  const byCaller: onRequestHookHandler = (request, reply, done) => {
    const { caller, scopes, newToken } = visitorOf(request)
    // Somebody who gets a token with this very request has nothing behind them that could be counted.
    if (caller.role === 'anonymous' || newToken !== undefined) return done()
    const tier = scopes ? tiers['api-key'] : tiers.user
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (isRead) return done(judge(reply, tier, counters.here(tier, caller.id)))
    counters.together(tier, caller.id).then((count) => done(judge(reply, tier, count)), done)
  }
  const places = knownPlaces(redis, secrets)
  const guardAccount = accountGuard(app, { places, counters, tier: tiers.account, addressOf })
  return {
    beforeDoor: (route) => (isWayIn(route) ? [byAddress] : []),
    behindDoor: [byCaller],
    withBody: (route) => (isWayIn(route) && namesAccount(route) ? guardAccount(provesOwner(route)) : {}),
  }
}

const noLimits: Limits = { beforeDoor: () => [], behindDoor: [], withBody: () => ({}) }

/** What operators and their machines ask goes on, whatever else comes from their addresses. */
const unlimited = ['/healthz', '/readyz']

function tiersByUrl(tiers: Tiers, routes: readonly Route[]): (url: string | undefined) => Tier | undefined {
  const webhooks = routes.filter(({ signature }) => signature)
  const special = new Map<string | undefined, Tier | undefined>([
    ...unlimited.map((url) => [url, undefined] as const),
    ...webhooks.map(({ path }) => [fastifyPath(path), tiers.webhook] as const),
  ])
  return (url) => (special.has(url) ? special.get(url) : tiers.address)
}

/** `Forwarded` and everything else that says where a request came from is a claim; `X-Forwarded-For` is read as far as TRUST_PROXY goes. */
const addressOf = ({ ips, ip }: FastifyRequest) => partitionOf(ips ?? [ip])

const namesAccount = ({ subject }: Route) => 'email' in (subject.input.schema as ObjectSchema).properties

/** Whether success shows that it was the owner. */
const provesOwner = ({ subject }: Route) => subject.problems.some(({ status }) => status === 401)
