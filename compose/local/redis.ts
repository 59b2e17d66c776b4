import { mkdirSync } from 'node:fs'
import { findServers } from './binaries.ts'
import { type Child, startChild } from './child.ts'
import { ask, freePort } from './ports.ts'

/** Starts a Redis server on 127.0.0.1 that keeps what it holds, to the last second, in `dir`. */
export async function startRedis(options: {
  dir: string
  port?: number
  /** The redis-server executable, if it was already looked for. */
  binary?: string
  logFile?: string
  signal?: AbortSignal
}): Promise<Child & { readonly url: string }> {
  const { dir, logFile = `${dir}.log`, signal } = options
  const [command = ''] = options.binary ? [options.binary] : await findServers(['redis-server'])
  const port = options.port ?? (await freePort())
  mkdirSync(dir, { recursive: true })
  const settings = { bind: '127.0.0.1', port, dir, appendonly: 'yes', save: '', daemonize: 'no', loglevel: 'notice' }
  const args = Object.entries({ ...settings, ...room }).flatMap(([name, value]) => [`--${name}`, `${value}`])
  // While Redis reads its file back it answers PING with -LOADING; QUIT makes it end the conversation then.
  const child = await startChild({ name: 'redis', command, args, logFile, signal }, () =>
    ask(port, 'PING\r\nQUIT\r\n', /^\+PONG/),
  )
  return { ...child, url: `redis://127.0.0.1:${port}` }
}

/**
 * What is full drops first what would go soonest by itself: cached answers, which last a minute. The stamps that make them
 * stale last five, and denied logins eleven, so neither is lost while it matters. Every key has an end.
 */
const room = { maxmemory: '128mb', 'maxmemory-policy': 'volatile-ttl', 'maxmemory-samples': 10 }
