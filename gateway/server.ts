import Fastify, { type FastifyInstance } from 'fastify'
import { dropUnused, maxHeaderBytes, usualWaits, type Waits } from './connections.ts'
import { endEmptyBodies } from './input.ts'
import { brokenRequestAnswer, frameworkErrorAnswer } from './problem.ts'
import { type Certificate, tlsServer } from './tls.ts'
import { newRequestId } from './visit.ts'

export type ServerOptions = {
  /** The addresses of proxies whose word counts on how a request came in, as CIDR with commas between them. */
  readonly trustProxy?: string
  /** With it the edge speaks TLS itself. */
  readonly certificate?: Certificate
  readonly waits?: Waits
  /** Where this API is reached from outside, without a slash at its end; problems' types begin with it. */
  readonly publicUrl?: string
}

const maxBodyBytes = 64 * 1024

/** The edge checks input and writes answers in its own way; left to itself Fastify loads two compilers for that at every start. */
const unused = {
  buildValidator: () => neverCalled,
  buildSerializer: () => neverCalled,
}

function neverCalled(): never {
  throw new Error('A route on this server has no schemas but those of `checkInput`')
}

/** A server with a limit on everything that clients may send and on how long they may take. It offers nothing yet. */
export function newServer({ trustProxy, certificate, waits = usualWaits, publicUrl }: ServerOptions): FastifyInstance {
  const app = Fastify({
    bodyLimit: maxBodyBytes,
    genReqId: newRequestId,
    requestIdHeader: false,
    trustProxy: trustProxy ?? false,
    return503OnClosing: false,
    requestTimeout: waits.requestMs,
    keepAliveTimeout: waits.keepAliveMs,
    connectionTimeout: waits.silenceMs,
    schemaController: { compilersFactory: unused },
    http: {
      headersTimeout: waits.headersMs,
      connectionsCheckingInterval: waits.checkMs,
      maxHeaderSize: maxHeaderBytes,
      // A request without a body is no stream to read to its end: a tenth of the time of a page that is at hand.
      optimizeEmptyRequests: true,
    },
    ...(certificate && { serverFactory: tlsServer(certificate, waits, publicUrl) }),
    clientErrorHandler: brokenRequestAnswer(publicUrl),
    frameworkErrors: frameworkErrorAnswer(publicUrl),
  })
  dropUnused(app)
  endEmptyBodies(app)
  return app
}
