import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a network does to what is sent over it. */
export type Behaviour =
  | { readonly kind: 'healthy' }
  /** Everything arrives so much later, in its order. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Connections stay open, and nothing arrives on either side until it is healthy again. */
  | { readonly kind: 'blackhole' }
  /** As `blackhole`, but only for what the server says. */
  | { readonly kind: 'half-open' }
  /** Connections are reset, and so is every new one. */
  | { readonly kind: 'down' }

/** One address in place of another. */
export type Proxy = AsyncDisposable & {
  readonly port: number
  behave(behaviour: Behaviour): void
  /** Resets what is connected now; who connects again is let through. */
  cut(): void
}

type Direction = 'there' | 'back'
type Pair = { readonly client: Socket; readonly server: Socket }

/** Opens a proxy on 127.0.0.1 that passes everything on to another port there. */
export async function openProxy(target: number): Promise<Proxy> {
  const pairs = new Set<Pair>()
  let behaviour: Behaviour = { kind: 'healthy' }

  const isHeld = (direction: Direction) =>
    behaviour.kind === 'blackhole' || (behaviour.kind === 'half-open' && direction === 'back')

  const join = (from: Socket, to: Socket, direction: Direction) => {
    let last: Promise<void> = Promise.resolve()
    let onTheWay = 0
    const pass = (bytes: Buffer) => void (to.writable && !to.write(bytes) && from.pause())
    from.on('data', (bytes: Buffer) => {
      if (behaviour.kind !== 'slow' && onTheWay === 0) return pass(bytes)
      // What comes when it is quick again still comes after what is on its way.
      onTheWay += 1
      const arrives = sleep(behaviour.kind === 'slow' ? behaviour.ms : 0)
      last = last
        .then(() => arrives)
        .then(() => {
          onTheWay -= 1
          pass(bytes)
        })
    })
    to.on('drain', () => !isHeld(direction) && from.resume())
    from.on('end', () => void last.then(() => to.end()))
    for (const event of ['error', 'close'] as const) from.on(event, () => to.destroy())
    if (isHeld(direction)) from.pause()
  }

  const server = createServer((client) => {
    if (behaviour.kind === 'down') return void client.resetAndDestroy()
    const upstream = connect({ port: target, host: '127.0.0.1' })
    const pair = { client, server: upstream }
    pairs.add(pair)
    client.once('close', () => pairs.delete(pair))
    for (const socket of [client, upstream]) socket.setNoDelay(true)
    join(client, upstream, 'there')
    join(upstream, client, 'back')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const cut = () => {
    for (const { client, server: upstream } of pairs) {
      client.resetAndDestroy()
      upstream.destroy()
    }
    pairs.clear()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    behave(next) {
      behaviour = next
      if (next.kind === 'down') cut()
      for (const { client, server: upstream } of pairs) {
        if (isHeld('there')) client.pause()
        else client.resume()
        if (isHeld('back')) upstream.pause()
        else upstream.resume()
      }
    },
    async [Symbol.asyncDispose]() {
      cut()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
