import type { Calibration } from '../calibration.ts'
import { bareServer } from './http.ts'

/** What the edge could do if it had nothing to do. */
export const fastify: Calibration = {
  summary: 'bare Fastify',
  prepare: (_, workers) => bareServer('calibration/fastify-server.ts', workers),
}
