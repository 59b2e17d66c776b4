import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { Transform } from 'node:stream'

/** A connection to a server that a test may cut or slow down. */
export type Line = AsyncDisposable & { readonly url: string; cut(): void; mend(): void }

/** Opens a way to the server at `to`, on which its answers take `delayMs` longer. */
export async function openLine(to: string, delayMs = 0): Promise<Line> {
  const target = new URL(to)
  const sockets = new Set<Socket>()
  let open = true
  const server = createServer((near) => {
    if (!open) {
      near.destroy()
      return
    }
    const far = connect(Number(target.port), target.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => {}).on('close', () => other.destroy())
    }
    near.pipe(far)
    far.pipe(delayed(delayMs)).pipe(near)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const cut = () => {
    open = false
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  return {
    url: `${target.protocol}//127.0.0.1:${port}`,
    cut,
    mend: () => {
      open = true
    },
    [Symbol.asyncDispose]: async () => {
      cut()
      server.close()
    },
  }
}

const delayed = (ms: number) =>
  new Transform({
    transform: (chunk, _encoding, done) => {
      setTimeout(done, ms, null, chunk)
    },
  })
