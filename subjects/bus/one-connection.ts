import type { Socket } from 'node:net'
import type { NatsConnection } from 'nats'

/** The client's own, as far as it is needed here. */
type Protocol = {
  connected: boolean
  /** While a connection is being made. */
  readonly connectPromise: Promise<unknown> | null
  readonly transport: { readonly isClosed: boolean; readonly socket?: Socket }
  dial(server: unknown): Promise<void>
  disconnected(error?: Error): Promise<void>
}

/**
 * Keeps the client to one connection. An attempt that gets no answer in time, as of a frozen broker, is given up by it and left
 * open. When the broker hangs up on that one later, the client takes it for the end of the connection that it has, makes another
 * one beside it and reads both as one: messages come twice, and now and then with another one in their middle.
 */
export function keepToOneConnection(nc: NatsConnection): void {
  const { protocol } = nc as unknown as { readonly protocol: Protocol }
  const dial = protocol.dial.bind(protocol)
  protocol.dial = async (server) => {
    try {
      await dial(server)
    } catch (error) {
      protocol.transport.socket?.destroy()
      throw error
    }
  }
  const disconnected = protocol.disconnected.bind(protocol)
  protocol.disconnected = async (error) => {
    // One that was given up before it had come about cannot be closed, and ends when the broker says so.
    const isOfAnother = protocol.connectPromise === null && !protocol.transport.isClosed
    if (isOfAnother) protocol.connected = true
    else await disconnected(error)
  }
}
