import type { FastifyInstance } from 'fastify'
import { checkReady, metricsText, type Ready } from '#compose/telemetry.ts'

/** What operators and their machines look at. */
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
  app.get('/metrics', async (_request, reply) =>
    reply.headers({ ...fresh, 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).send(await metricsText()),
  )
}
