import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'

/**
 * A port of 127.0.0.1 that nobody listens on: `preferred` if that is free, else any. It is for this process and its children:
 * until this process ends, no other call gets it, whoever makes it, though it may take a while until something listens there.
 */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isOurs(preferred))) return preferred
  for (;;) {
    // Below 32768, where systems begin to hand out ports for outgoing connections: none can take it before it is used.
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (await isOurs(port)) return port
  }
}

/**
 * Claims `port`, unless somebody has it. The claim is the UDP port of the same number: of any processes on this machine the
 * system gives it to one, takes it back when that ends, and lets anything listen on the TCP port meanwhile.
 */
async function isOurs(port: number): Promise<boolean> {
  const claim = createSocket('udp4').unref()
  try {
    await once(claim.bind({ port, address: '127.0.0.1', exclusive: true }), 'listening')
    if (await isFree(port)) return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
  }
  claim.close()
  return false
}

/** True if a server can listen on `port` now. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}

/** Connects to `port`, says `words` and resolves when the answer matches `expected`; rejects when it does not come. */
export async function ask(port: number, words: string, expected: RegExp): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 })
  socket.on('timeout', () => socket.destroy(new Error(`no answer on port ${port}`)))
  try {
    socket.write(words)
    let heard = ''
    for await (const chunk of socket.setEncoding('utf8')) {
      heard += chunk
      if (expected.test(heard)) return
    }
    throw new Error(`port ${port} answered ${JSON.stringify(heard)}`)
  } finally {
    socket.destroy()
  }
}
