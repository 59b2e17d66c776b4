import { mkdirSync, writeFileSync } from 'node:fs'
import { natsConfig, type User } from '../nats/config.ts'
import { findServers } from './binaries.ts'
import { type Child, startChild } from './child.ts'
import { ask, freePort } from './ports.ts'

/** Starts a NATS server with JetStream on 127.0.0.1, its streams in files under `storeDir`. */
export async function startNats(options: {
  storeDir: string
  /** Who may connect; without it, anybody on this machine. */
  users?: readonly User[]
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
  const args = options.users
    ? ['--config', writeConfig(options.users, { storeDir, port })]
    : ['--addr', '127.0.0.1', '--port', `${port}`, '--jetstream', '--store_dir', storeDir]
  const child = await startChild({ name: 'nats', command, args, logFile, signal }, async () => {
    // The server greets with INFO, and answers only when it takes connections: PING, or that it does not know who asks.
    const answered = /"jetstream":true[^]*\r\n(PONG|-ERR 'Authorization Violation')\r\n/
    await ask(port, 'CONNECT {"verbose":false}\r\nPING\r\n', answered)
  })
  return { ...child, url: `nats://127.0.0.1:${port}` }
}

function writeConfig(users: readonly User[], { storeDir, port }: { storeDir: string; port: number }): string {
  const file = `${storeDir}.conf`
  writeFileSync(file, natsConfig({ users, storeDir, port, host: '127.0.0.1' }), { mode: 0o600 })
  return file
}
