import { readFile } from 'node:fs/promises'
import { unwatchFile, watchFile } from 'node:fs'
import { METHODS } from 'node:http'
import {
  constants,
  createSecureServer,
  type Http2SecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Stream,
} from 'node:http2'
import { createSecureContext } from 'node:tls'
import type { FastifyInstance, FastifyServerFactory } from 'fastify'
import type { Logger } from 'pino'
import { CannotStart } from '#compose/run.ts'
import { maxHeaderBytes, type Waits } from './connections.ts'
import { unknownMethodAnswer } from './problem.ts'

/** The files of a certificate with its chain, and of its private key, in PEM. */
export type CertificateFiles = { readonly certFile: string; readonly keyFile: string }

export type Certificate = { readonly cert: string; readonly key: string }

/** Reads a certificate and proves that its key belongs to it; says what is wrong before anything listens. */
export async function readCertificate({ certFile, keyFile }: CertificateFiles): Promise<Certificate> {
  try {
    const [cert, key] = await Promise.all([readFile(certFile, 'utf8'), readFile(keyFile, 'utf8')])
    createSecureContext({ cert, key })
    return { cert, key }
  } catch (error) {
    const { message } = error as Error
    throw new CannotStart(`TLS_CERT_FILE and TLS_KEY_FILE are not a certificate and its key: ${message}`)
  }
}

/** Speaks TLS 1.2 or later, and HTTP/2 to whoever offers it (ALPN); with the same patience as without TLS. */
export const tlsServer =
  (certificate: Certificate, waits: Waits, publicUrl?: string): FastifyServerFactory =>
  (handler) => {
    const [methods, refuse] = [new Set(METHODS), unknownMethodAnswer(publicUrl)]
    const server = createSecureServer(
      {
        ...certificate,
        allowHTTP1: true,
        handshakeTimeout: waits.handshakeMs,
        maxHeaderSize: maxHeaderBytes,
        connectionsCheckingInterval: waits.checkMs,
        settings: { maxConcurrentStreams: 100, maxHeaderListSize: maxHeaderBytes },
      } as Parameters<typeof createSecureServer>[0],
      (request: Http2ServerRequest, response: Http2ServerResponse) =>
        methods.has(request.method) ? handler(request as never, response as never) : refuse(response),
    )
    Object.assign(server, {
      headersTimeout: waits.headersMs,
      requestTimeout: waits.requestMs,
      keepAliveTimeout: waits.keepAliveMs,
      timeout: waits.silenceMs,
    })
    server.on('session', (session) => session.setTimeout(waits.keepAliveMs, () => session.close()))
    server.on('stream', (stream) => {
      endLateBody(stream, waits)
      endUntakenAnswer(stream, waits)
    })
    return server as never
  }

/** HTTP/2 has no limit of its own for a request that trickles in. */
function endLateBody(stream: ServerHttp2Stream, { requestMs }: Waits): void {
  if (stream.endAfterHeaders) return
  const late = setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), requestMs)
  const inTime = () => clearTimeout(late)
  stream.once('end', inTime).once('close', inTime)
}

const looks = 6

/**
 * Nor has it one for an answer that is not taken: the connection is heard from, and its window stays shut. A piece is taken
 * when nothing is left to write; one answer is one piece, and files and streams are many.
 */
function endUntakenAnswer(stream: ServerHttp2Stream, { silenceMs }: Waits): void {
  let waited = 0
  const look = setInterval(() => {
    waited = stream.writableLength > 0 ? waited + 1 : 0
    if (waited === looks) stream.close(constants.NGHTTP2_CANCEL)
  }, silenceMs / looks).unref()
  stream.on('drain', () => (waited = 0)).once('close', () => clearInterval(look))
}

/** Takes up a renewed certificate without a restart. One that cannot be read is told of, and the old one goes on. */
export function renewCertificate(
  server: FastifyInstance['server'],
  files: CertificateFiles,
  { log, everyMs = 60_000 }: { log: Pick<Logger, 'info' | 'error'>; everyMs?: number },
): Disposable {
  const renew = () =>
    readCertificate(files).then(
      (certificate) => {
        ;(server as unknown as Http2SecureServer).setSecureContext(certificate)
        log.info({ file: files.certFile }, 'took up a renewed certificate')
      },
      (error: unknown) => log.error({ err: error }, 'cannot take up the renewed certificate'),
    )
  const watched = [files.certFile, files.keyFile]
  for (const file of watched) watchFile(file, { interval: everyMs, persistent: false }, () => void renew())
  return {
    [Symbol.dispose]: () => {
      for (const file of watched) unwatchFile(file)
    },
  }
}
