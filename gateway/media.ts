import { resolve } from 'node:path'
import type { FastifyError, FastifyInstance } from 'fastify'
import { notFound } from '#subjects/problem.ts'
import { rangeNotSatisfiable } from './problem.ts'

/**
 * Serves the files under `dir` on `/media/`, with ranges and validators, for caches to keep for good: a file that changes gets
 * another name, as names made from a hash of the content do. What an image may try as a document of its own is forbidden it.
 */
export async function serveMedia(app: FastifyInstance, dir: string): Promise<void> {
  const { default: files } = await import('@fastify/static')
  await app.register(async (scope) => {
    scope.setErrorHandler((error: FastifyError & { headers?: Record<string, string> }, _request, reply) => {
      if (error.statusCode === 416) {
        void reply.headers(error.headers ?? {})
        throw rangeNotSatisfiable()
      }
      throw (error.statusCode ?? 500) < 500 ? notFound('There is no such file') : error
    })
    await scope.register(files, {
      root: resolve(dir),
      prefix: '/media/',
      index: false,
      dotfiles: 'ignore',
      decorateReply: false,
      immutable: true,
      maxAge: '1y',
      setHeaders: (reply) => {
        void reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      },
    })
  })
}
