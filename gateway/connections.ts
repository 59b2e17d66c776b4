import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** How long a connection may take for what, in milliseconds. Whoever is slower than any honest client is let go. */
export const usualWaits = {
  handshakeMs: 10_000,
  headersMs: 15_000,
  /** From the first byte of a request to the last. */
  requestMs: 30_000,
  /** Longer than a load balancer keeps its own, or it would send a request into a connection that is just being closed. */
  keepAliveMs: 72_000,
  /** Without a byte in either direction; what a client does not take is not kept for it forever. */
  silenceMs: 90_000,
  /** How often connections are looked at for the sake of these limits. */
  checkMs: 5_000,
}

export type Waits = Readonly<typeof usualWaits>

/** All headers of a request together, the request line included. */
export const maxHeaderBytes = 16 * 1024

/** Lets go, at the end, of connections that have not asked anything: to Node they are not idle, and it would wait for their headers. */
export function dropUnused(app: FastifyInstance): void {
  const unused = new Map<string, Socket>()
  const used = ({ remoteAddress, remotePort }: Pick<Socket, 'remoteAddress' | 'remotePort'>) =>
    unused.delete(`${remoteAddress} ${remotePort}`)
  app.server.on('connection', (socket: Socket) => {
    const peer = `${socket.remoteAddress} ${socket.remotePort}`
    unused.set(peer, socket)
    socket.once('close', () => unused.get(peer) === socket && unused.delete(peer))
  })
  // Over TLS a request comes on another socket than the connection, of the same peer.
  app.server.on('request', ({ socket }) => unused.size > 0 && used(socket))
  app.addHook('preClose', async () => {
    for (const socket of unused.values()) socket.destroy()
  })
}
