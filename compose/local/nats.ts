import { mkdirSync } from 'node:fs'
import { findServers } from './binaries.ts'
import { type Child, startChild } from './child.ts'
import { ask, freePort } from './ports.ts'

/** Starts a NATS server with JetStream on 127.0.0.1, its streams in files under `storeDir`. */
export async function startNats(options: {
  storeDir: string
  port?: number
  /** The nats-server executable, if it was already looked for. */
  binary?: string
  logFile?: string
  signal?: AbortSignal
}): Promise<Child & { readonly url: string }> {
  const { storeDir, logFile = `${storeDir}.log`, signal } = options
  const [command = ''] = options.binary ? [options.binary] : await findServers(['nats-server'])
  const port = options.port ?? (await freePort())
  mkdirSync(storeDir, { recursive: true })
  const args = ['--addr', '127.0.0.1', '--port', `${port}`, '--jetstream', '--store_dir', storeDir]
  const child = await startChild({ name: 'nats', command, args, logFile, signal }, async () => {
    // The server greets with INFO, and answers PING only when it takes connections.
    await ask(port, 'CONNECT {"verbose":false}\r\nPING\r\n', /"jetstream":true[^]*\r\nPONG\r\n/)
  })
  return { ...child, url: `nats://127.0.0.1:${port}` }
}
