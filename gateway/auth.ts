import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify'
import { errors, type JWTPayload, jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'
import { Type } from 'typebox'
import type { Scope } from '#subjects/api-key.ts'
import { UserId } from '#subjects/common.ts'
import type { Asker, Bus } from '#subjects/bus.ts'
import type { Caller, Role } from '#subjects/envelope.ts'
import { forbidden, Problem, unauthorized, unavailable } from '#subjects/problem.ts'
import { accessToken, deniedForSeconds, deniedKey } from '#subjects/session.ts'
import { type Access, shape } from '#subjects/subject.ts'
import { apiKeyInvalid, readKeys } from '#subjects/users.ts'
import { apiKeyReader, apiKeyStart } from './api-keys.ts'
import type { Guests } from './guests.ts'
import { keyRing } from './keys.ts'
import { tokenInvalid } from './problem.ts'
import type { RedisLink } from './redis.ts'
import { type Route, scopeOf } from './route.ts'

/** Somebody at the door, and a voice to ask with in their name. */
export type Visitor = {
  readonly caller: Caller
  readonly asker: Asker
  /** What an API key may do; somebody who logged in has no such bounds. */
  readonly scopes?: readonly Scope[]
  /** The version of the API that an API key was made for. */
  readonly apiVersion?: string
  /** Of somebody who showed nothing, and whom we do not know yet: what they would be known by. */
  readonly newToken?: string
}

/** Makes the hook that lets in whom a route is for, before anything else of the request is looked at. */
export type Doorkeeper = (route: Pick<Route, 'subject' | 'method' | 'strangers'>) => onRequestHookHandler

/** The way into the edge. */
export type Door = {
  readonly admit: Doorkeeper
  /** For an answer that goes on for long: rejects once what its request came with would no longer be let in. */
  readonly readmit: (request: FastifyRequest) => Promise<unknown>
}

export const visitorOf = (request: FastifyRequest): Visitor => request.getDecorator<Visitor>('visitor')

const allowed: Readonly<Record<Exclude<Access, 'public'>, readonly Role[]>> = {
  shopper: ['guest', 'customer', 'staff', 'admin'],
  customer: ['customer', 'staff', 'admin'],
  staff: ['staff', 'admin'],
  admin: ['admin'],
  internal: [],
}

/** Whoever says nothing of themselves. */
export const anonymous: Caller = { id: 'anonymous', role: 'anonymous', via: 'edge' }

type DoorOptions = { readonly bus: Bus; readonly denylist: RedisLink; readonly guests: Guests }

/**
 * Checks bearer tokens (RFC 6750). Where nobody needs one an access token is not looked at: a client that attaches its token
 * to every call can still refresh an expired one. An API key is, since it says which version of the API its holder speaks;
 * but what is open to everybody stays open while keys cannot be checked.
 */
export function openDoor(app: FastifyInstance, { bus, denylist, guests }: DoorOptions): Door {
  const nobody: Visitor = { caller: anonymous, asker: bus.as(anonymous) }
  const identify = identifier(bus, denylist)
  const guestFor = guestReader(bus, guests)
  app.decorateRequest('visitor')

  const admit: Doorkeeper = (route) => {
    const { access } = route.subject
    if (access === 'public') {
      return (request, _reply, done) => {
        const { authorization } = request.headers
        const letIn = (visitor: Visitor) => {
          request.setDecorator('visitor', visitor)
          done()
        }
        if (!showsApiKey(authorization)) return letIn(nobody)
        const unknown = (error: Error) => (isOutage(error) ? letIn(nobody) : done(error))
        identify(authorization, 'GET').then(letIn, unknown)
      }
    }
    const refusal = refusalFor(route, allowed[access])
    return (request, _reply, done) => {
      const { authorization } = request.headers
      const judge = (visitor: Visitor) => {
        request.setDecorator('visitor', visitor)
        done(refusal(visitor))
      }
      if (authorization !== undefined) return void identify(authorization, request.method).then(judge, done)
      try {
        judge(guestFor(request, route))
      } catch (error) {
        done(error as Error)
      }
    }
  }
  // A Cart-Token has no end.
  const readmit = async ({ headers: { authorization } }: FastifyRequest) =>
    authorization !== undefined && identify(authorization, 'GET')
  return { admit, readmit }
}

/** Says who comes without a login: a guest with a Cart-Token, or somebody new where they are welcome. */
function guestReader(bus: Bus, guests: Guests) {
  return (request: FastifyRequest, { subject, strangers }: Pick<Route, 'subject' | 'strangers'>): Visitor => {
    const guest = subject.access === 'shopper' ? guests.whoShows(request) : undefined
    if (guest) return { caller: guest, asker: bus.as(guest) }
    if (!strangers) throw unauthorized()
    const { caller, token } = guests.welcome()
    return { caller, asker: bus.as(caller), newToken: token }
  }
}

const showsApiKey = (authorization: string | undefined): authorization is string =>
  authorization?.slice(0, 10).toLowerCase() === `bearer ${apiKeyStart}`

const isOutage = (error: Error) => error instanceof Problem && error.body.status >= 500

/** Why somebody may not pass. An API key speaks for the shop: not for a customer, and not for those who run it. */
function refusalFor({ subject, method }: Pick<Route, 'subject' | 'method'>, roles: readonly Role[]) {
  const scope = scopeOf({ subject, method })
  return ({ caller, scopes }: Visitor): Problem | undefined => {
    if (!scopes) return roles.includes(caller.role) ? undefined : forbidden()
    if (subject.access === 'customer' || subject.access === 'shopper')
      return forbidden('This is for customers, and an API key speaks for none')
    if (subject.access !== 'staff') return forbidden('This is for administrators, and no API key is one')
    return scopes.includes(scope) ? undefined : forbidden(`The API key lacks the scope ${scope}`, { scope })
  }
}

/** For so long a token is believed without looking at the keys again, one of which may have been withdrawn. */
const rememberedForMs = 60_000

/** Verifying a signature takes 100 µs, so a token that was good is remembered for a moment. */
function identifier(bus: Bus, denylist: RedisLink) {
  const ring = keyRing(() => bus.as(anonymous).request(readKeys, {}))
  const known = new LRUCache<string, Visitor>({ max: 20_000 })
  const readApiKey = apiKeyReader(bus, anonymous)
  const refuseEnded = endedLogins(denylist)

  return async (authorization: string, method: string): Promise<Visitor> => {
    const token = /^Bearer +([\w.-]+)$/i.exec(authorization)?.[1]
    if (!token) throw unauthorized('The Authorization header takes `Bearer` and an access token or an API key')
    let visitor = token.startsWith(apiKeyStart) ? await readApiKey(token) : known.get(token)
    if (!visitor) {
      const { sub: id, role, sid: session, iat, exp } = await verify(token, ring)
      const caller: Caller = { id, role, session, via: 'edge' }
      visitor = { caller, asker: bus.as(caller) }
      const end = Math.min(exp, iat + accessToken.lifetimeSeconds)
      const ttl = Math.min(end * 1_000 - Date.now(), rememberedForMs)
      if (ttl > 0) known.set(token, visitor, { ttl })
    }
    await refuseEnded(visitor, method)
    return visitor
  }
}

const Claims = shape(
  Type.Object({
    sub: UserId,
    role: Type.Enum(['customer', 'staff', 'admin']),
    sid: Type.String({ pattern: '^[\\x21-\\x7e]{1,100}$' }),
    iat: Type.Integer(),
    exp: Type.Integer(),
  }),
)

async function verify(token: string, ring: ReturnType<typeof keyRing>) {
  const payload = await jwtVerify(token, ring, {
    algorithms: [accessToken.algorithm],
    issuer: accessToken.issuer,
    audience: accessToken.audience,
    typ: accessToken.type,
    clockTolerance: accessToken.leewaySeconds,
    requiredClaims: ['exp'],
    // An end far away makes no token last longer than those that users signs.
    maxTokenAge: accessToken.lifetimeSeconds,
  }).then(({ payload }): JWTPayload => payload, refuseToken)
  if (!Claims.matches(payload)) throw tokenInvalid('The access token does not say whose it is')
  return payload
}

function refuseToken(error: unknown): never {
  if (error instanceof errors.JWTExpired) throw tokenInvalid('The access token has expired')
  if (error instanceof errors.JOSEError) throw tokenInvalid('The access token is not one of ours')
  throw error
}

/**
 * Refuses tokens of logins that have ended, and API keys that were revoked. What was seen to have ended stays so, whatever
 * becomes of Redis. Of the others nobody can tell without it: customers go on until their token expires, what staff and API
 * keys may change waits.
 */
function endedLogins(denylist: RedisLink) {
  const seen = new LRUCache<string, true>({ max: 20_000, ttl: deniedForSeconds * 1_000 })

  return async ({ caller: { id, role, session }, scopes }: Visitor, method: string): Promise<void> => {
    const login = session ?? id
    const ended =
      seen.has(login) || (await denylist.attempt((redis) => redis.exists(deniedKey(login))).catch(() => undefined))
    if (ended) {
      seen.set(login, true)
      if (scopes) throw apiKeyInvalid('The API key was revoked')
      throw tokenInvalid('The login this access token belongs to has ended')
    }
    if (ended === undefined && role !== 'customer' && method !== 'GET' && method !== 'HEAD')
      throw unavailable('Whether this login or API key still stands cannot be checked right now')
  }
}
