import { Socket } from 'node:net'

type Servers = {
  readonly host: readonly string[]
  readonly port: readonly number[]
  readonly path?: string | boolean | undefined
}

/** The sockets of one pool. */
export type Sockets = {
  /** Opens one; of several servers, those that were not tried last. */
  readonly open: (servers: Servers) => Socket
  /** While a socket has failed and the driver was not told yet: when it will have been. */
  readonly failing: () => Promise<void> | undefined
}

/**
 * Node says that a socket has failed some moments before it says that it is closed, and postgres.js lets go of a connection at
 * the second. What it is asked in between is written nowhere, and answered with whatever comes first from the next backend:
 * with nothing, or with what is for somebody else; what it had yet to write goes before the next backend's greeting. So here
 * both are said in one breath, of all sockets that have failed by then, and whoever wants to ask meanwhile can wait for that.
 */
export function openSockets(): Sockets {
  const alive = new Set<PromptSocket>()
  let told: PromiseWithResolvers<void> | undefined
  let next = 0

  const tell = () => {
    for (const socket of alive) if (socket.destroyed && alive.delete(socket)) socket.sayEnded()
    told?.resolve()
    told = undefined
  }

  return {
    open: ({ host, port, path }) => {
      const socket = new PromptSocket(tell)
      alive.add(socket)
      if (typeof path === 'string') return socket.connect(path)
      const server = next++ % port.length
      const target = { host: host[server] ?? 'localhost', port: port[server] ?? 5432 }
      // By these the driver checks certificates, and says in errors who was asked.
      return Object.assign(socket.connect(target), target)
    },
    failing: () => {
      for (const { destroyed } of alive) if (destroyed) return (told ??= Promise.withResolvers<void>()).promise
      return undefined
    },
  }
}

class PromptSocket extends Socket {
  readonly #tell: () => void

  constructor(tell: () => void) {
    super()
    this.#tell = tell
  }

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (event !== 'error' && event !== 'close') return super.emit(event, ...args)
    if (event === 'close') this.#tell()
    return true
  }

  sayEnded(): void {
    if (this.errored) super.emit('error', this.errored)
    super.emit('close', this.errored !== null)
  }
}
