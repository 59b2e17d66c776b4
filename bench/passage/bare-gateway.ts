import fastify from 'fastify'
import { importJWK, type JWK, jwtVerify } from 'jose'
import { connect } from 'nats'
import { accessToken } from '#subjects/session.ts'

/** An edge, as one would write it for one route without a framework: check the token once, ask, pass the answer on. */
const [, , servers = '', key = '{}'] = process.argv
const publicKey = await importJWK(JSON.parse(key) as JWK, accessToken.algorithm)
const nc = await connect({ servers })
const known = new Map<string, string>()

async function callerOf(authorization: string): Promise<string> {
  const token = authorization.slice('Bearer '.length)
  const caller = known.get(token)
  if (caller) return caller
  const { issuer, audience } = accessToken
  const { payload } = await jwtVerify(token, publicKey, { issuer, audience })
  known.set(token, String(payload.sub))
  return String(payload.sub)
}

const app = fastify()
app.get('/users/me', async (request, reply) => {
  const caller = await callerOf(request.headers.authorization ?? '').catch(() => undefined)
  if (!caller) return reply.code(401).send()
  const answer = await nc.request('bare.me', JSON.stringify({ caller }), { timeout: 2_000 })
  return reply.header('content-type', 'application/json').send(Buffer.from(answer.data))
})
process.send?.({ url: await app.listen({ port: 0, host: '127.0.0.1' }) })
process.once('disconnect', () => process.exit())
