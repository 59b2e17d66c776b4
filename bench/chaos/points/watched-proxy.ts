import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What reads along on one connection: each answers the bytes that arrive, and whether the last of them was the end. */
export type Reader = {
  readonly there: (bytes: Buffer) => Passed
  readonly back: (bytes: Buffer) => Passed
}

export type Passed = { readonly bytes: Buffer; readonly isEnd: boolean }

/** Passes frames on until one of them is the end; that one does not arrive. */
export function passing<Frame extends { readonly bytes: Buffer }>(
  cut: (bytes: Buffer) => readonly Frame[],
  isEnd: (frame: Frame) => boolean,
): (bytes: Buffer) => Passed {
  return (bytes) => {
    const passed: Buffer[] = []
    for (const frame of cut(bytes)) {
      if (isEnd(frame)) return { bytes: Buffer.concat(passed), isEnd: true }
      passed.push(frame.bytes)
    }
    return { bytes: Buffer.concat(passed), isEnd: false }
  }
}

/** Opens a proxy on 127.0.0.1 on whose connections somebody reads along. After the end of one nothing more passes on it. */
export async function openWatchedProxy(
  target: number,
  read: () => Reader,
): Promise<AsyncDisposable & { readonly port: number }> {
  const sockets = new Set<Socket>()
  const join = (from: Socket, to: Socket, step: (bytes: Buffer) => Passed, life: { isOver: boolean }) => {
    from.on('data', (chunk: Buffer) => {
      if (life.isOver) return
      const { bytes, isEnd } = step(chunk)
      if (bytes.length > 0 && to.writable) to.write(bytes)
      if (isEnd) life.isOver = true
    })
    from.on('end', () => to.end())
    for (const event of ['error', 'close'] as const) from.on(event, () => to.destroy())
  }
  const server = createServer((client) => {
    const upstream = connect({ port: target, host: '127.0.0.1' })
    const [reader, life] = [read(), { isOver: false }]
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true)
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    }
    join(client, upstream, reader.there, life)
    join(upstream, client, reader.back, life)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
