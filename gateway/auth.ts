import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify'
import { errors, type JWTPayload, jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'
import { Type } from 'typebox'
import { UserId } from '#subjects/common.ts'
import type { Asker, Bus } from '#subjects/bus.ts'
import type { Caller, Role } from '#subjects/envelope.ts'
import { forbidden, unauthorized, unavailable } from '#subjects/problem.ts'
import { accessToken, deniedSessionKey } from '#subjects/session.ts'
import { type Access, shape } from '#subjects/subject.ts'
import { readKeys } from '#subjects/users.ts'
import { keyRing } from './keys.ts'
import { tokenInvalid } from './problem.ts'
import type { RedisLink } from './redis.ts'

/** Somebody at the door, and a voice to ask with in their name. */
export type Visitor = { readonly caller: Caller; readonly asker: Asker }

/** Makes the hook that lets in whom a contract's `access` allows, before anything else of the request is looked at. */
export type Doorkeeper = (access: Access) => onRequestHookHandler

export const visitorOf = (request: FastifyRequest): Visitor => request.getDecorator<Visitor>('visitor')

const allowed: Readonly<Record<Access, readonly Role[]>> = {
  public: ['anonymous', 'customer', 'staff', 'admin'],
  customer: ['customer', 'staff', 'admin'],
  staff: ['staff', 'admin'],
  admin: ['admin'],
  internal: [],
}

const anonymous: Caller = { id: 'anonymous', role: 'anonymous', via: 'edge' }

/** Checks bearer tokens (RFC 6750). A bad one is refused even where none is needed: its owner believes to be logged in. */
export function doorkeeper(app: FastifyInstance, { bus, redis }: { bus: Bus; redis: RedisLink }): Doorkeeper {
  const nobody: Visitor = { caller: anonymous, asker: bus.as(anonymous) }
  const identify = identifier(bus, redis)
  app.decorateRequest('visitor')

  return (access) => {
    const roles = allowed[access]
    return (request, _reply, done) => {
      const { authorization } = request.headers
      const admit = (visitor: Visitor) => {
        if (!roles.includes(visitor.caller.role)) return done(forbidden())
        request.setDecorator('visitor', visitor)
        done()
      }
      if (authorization !== undefined) identify(authorization, request.method).then(admit, done)
      else if (access === 'public') admit(nobody)
      else done(unauthorized())
    }
  }
}

/** Verifying a signature takes 100 µs, so a token that was good once is remembered until it expires. */
function identifier(bus: Bus, redis: RedisLink) {
  const ring = keyRing(() => bus.as(anonymous).request(readKeys, {}))
  const known = new LRUCache<string, Visitor>({ max: 20_000 })

  return async (authorization: string, method: string): Promise<Visitor> => {
    const token = /^Bearer +([\w.-]+)$/i.exec(authorization)?.[1]
    if (!token) throw unauthorized('The Authorization header takes `Bearer` and an access token')
    let visitor = known.get(token)
    if (!visitor) {
      const { sub: id, role, sid: session, exp } = await verify(token, ring)
      const caller: Caller = { id, role, session, via: 'edge' }
      visitor = { caller, asker: bus.as(caller) }
      const ttl = exp * 1_000 - Date.now()
      if (ttl > 0) known.set(token, visitor, { ttl })
    }
    await refuseEnded(visitor.caller, method, redis)
    return visitor
  }
}

const Claims = shape(
  Type.Object({
    sub: UserId,
    role: Type.Enum(['customer', 'staff', 'admin']),
    sid: Type.String({ pattern: '^[\\x21-\\x7e]{1,100}$' }),
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
  }).then(({ payload }): JWTPayload => payload, refuseToken)
  if (!Claims.matches(payload)) throw tokenInvalid('The access token does not say whose it is')
  return payload
}

function refuseToken(error: unknown): never {
  if (error instanceof errors.JWTExpired) throw tokenInvalid('The access token has expired')
  if (error instanceof errors.JOSEError) throw tokenInvalid('The access token is not one of ours')
  throw error
}

/** Without Redis nobody can tell who has logged out: customers go on until their token expires, what staff may change waits. */
async function refuseEnded({ role, session = '' }: Caller, method: string, redis: RedisLink): Promise<void> {
  const ended = await redis
    .attempt((client) => client.exists(deniedSessionKey(session)))
    .catch(() => (role === 'customer' || method === 'GET' || method === 'HEAD' ? 0 : undefined))
  if (ended === undefined) throw unavailable('Whether this login still stands cannot be checked right now')
  if (ended) throw tokenInvalid('The login this access token belongs to has ended')
}
