import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { Faults } from './faults.ts'
import type { Store } from './store.ts'

const maxMailBytes = 1_048_576

/** The door for mail: anybody may hand in anything of up to a mebibyte. */
export function openSmtp(store: Store, faults: Faults) {
  const sockets = new Map<number | undefined, Socket>()

  const receive = async (stream: SMTPServerDataStream, { envelope, remotePort }: SMTPServerSession) => {
    const chunks: Buffer[] = []
    for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk as Buffer)
    // The server refuses it by itself, whatever is answered here.
    if (stream.sizeExceeded) return
    const fault = faults.take()
    if (fault === '4xx') throw answer(451, 'Try again later')
    if (fault === '5xx') throw answer(554, 'Not accepted')
    if (fault === 'hang') await new Promise(() => {})
    const from = envelope.mailFrom ? envelope.mailFrom.address : ''
    await store.add({ from, to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks) })
    if (fault === 'drop_after_data') sockets.get(remotePort)?.destroy()
  }

  const smtp = new SMTPServer({
    banner: 'Tradewind mailbox: delivers nothing',
    size: maxMailBytes,
    rejectOversized: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData: (stream, session, done) =>
      void receive(stream, session).then(
        () => done(),
        (error: Error) => done(error),
      ),
  })
  // Connections that break are the client's affair; without a listener each would end the process.
  smtp.on('error', () => {})
  smtp.server.on('connection', (socket: Socket) => {
    const { remotePort } = socket
    sockets.set(remotePort, socket)
    socket.once('close', () => sockets.delete(remotePort))
  })

  return {
    async listen(port: number, host: string): Promise<number> {
      const server = smtp.listen(port, host)
      await Promise.race([
        once(server, 'listening'),
        once(smtp, 'error').then(([error]) => Promise.reject(error as Error)),
      ])
      return (server.address() as AddressInfo).port
    },
    async [Symbol.asyncDispose]() {
      sockets.forEach((socket) => socket.destroy())
      await new Promise<void>((resolve) => smtp.close(resolve))
    },
  }
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
