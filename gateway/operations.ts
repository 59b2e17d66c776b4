import type { FastifyInstance } from 'fastify'
import { checkReady, type Ready } from '#compose/telemetry.ts'

/** What load balancers look at. Metrics are nothing for whoever can reach the API, and have a port of their own. */
export function serveOperations(app: FastifyInstance, ready: Ready): void {
  const fresh = { 'cache-control': 'no-store' }
  app.get('/healthz', (_request, reply) => reply.headers(fresh).send({ alive: true }))
  app.get('/readyz', async (_request, reply) => {
    const state = await checkReady(ready)
    return reply
      .code(state.ready ? 200 : 503)
      .headers(state.ready ? fresh : { ...fresh, 'retry-after': '1' })
      .send(state)
  })
}
