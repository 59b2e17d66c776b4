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
  /** As `blackhole`, but only for what the client says. */
  | { readonly kind: 'deaf' }
  /** Some of what is sent comes late, as if it had to be sent again, and some connections end in the middle of a word. */
  | { readonly kind: 'lossy' }
  /** Connections are reset, and so is every new one. */
  | { readonly kind: 'down' }

/** One address in place of another. */
export type Proxy = AsyncDisposable & {
  readonly port: number
  /** Whether anybody ever came this way. */
  readonly isUsed: boolean
  /** `chance` is for what is lossy: numbers from 0 to 1. */
  behave(behaviour: Behaviour, chance?: () => number): void
  /** Resets what is connected now; who connects again is let through. */
  cut(): void
}

type Direction = 'there' | 'back'
type Pair = { readonly client: Socket; readonly server: Socket }

/** Of what is sent over a lossy network: that much is late, up to so long, and that much is where the connection ends. */
const [latePart, latestMs, tornPart] = [0.05, 500, 0.004]

/** Opens a proxy on 127.0.0.1 that passes everything on to another port there. */
export async function openProxy(target: number): Promise<Proxy> {
  const pairs = new Set<Pair>()
  let behaviour: Behaviour = { kind: 'healthy' }
  let isUsed = false
  let chance = Math.random

  const isHeld = (direction: Direction) =>
    behaviour.kind === 'blackhole' || behaviour.kind === (direction === 'back' ? 'half-open' : 'deaf')
  const delayMs = () => {
    if (behaviour.kind === 'slow') return behaviour.ms
    return behaviour.kind === 'lossy' && chance() < latePart ? latestMs * chance() : 0
  }

  const join = (from: Socket, to: Socket, direction: Direction) => {
    let last: Promise<void> = Promise.resolve()
    let onTheWay = 0
    const pass = (bytes: Buffer) => void (to.writable && !to.write(bytes) && from.pause())
    const tear = (bytes: Buffer) => {
      to.write(bytes.subarray(0, bytes.length / 2))
      for (const socket of [from, to]) socket.resetAndDestroy()
    }
    from.on('data', (bytes: Buffer) => {
      if (behaviour.kind === 'lossy' && chance() < tornPart) return tear(bytes)
      const late = delayMs()
      if (late === 0 && onTheWay === 0) return pass(bytes)
      // What comes when it is quick again still comes after what is on its way.
      onTheWay += 1
      const arrives = sleep(late)
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
    isUsed = true
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
    get isUsed() {
      return isUsed
    },
    cut,
    behave(next, itsChance = Math.random) {
      behaviour = next
      chance = itsChance
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
