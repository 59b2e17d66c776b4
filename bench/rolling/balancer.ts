import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, connectHttp } from '../http.ts'

/** Gateways behind one address. */
export type Balancer = Client & {
  /** How often another gateway was tried, because a connection was refused, or ended before anything of an answer to a GET had come. */
  readonly rerouted: () => number
}

const lookEveryMs = 100

/**
 * Does what any load balancer does, and no more: asks gateways in turn that say they are ready. It tries another one when a
 * connection is refused, since nothing was sent then, and when one that was open ends without an answer to a GET (RFC 9110,
 * 9.2.2). No write is ever sent twice, and every answer counts, whatever it says.
 */
export function openBalancer(urls: readonly string[], connections: number): Balancer {
  const gateways = urls.map((url) => ({ url, client: connectHttp(url, connections), isReady: true }))
  const closing = new AbortController()
  let [turn, rerouted] = [0, 0]

  const looking = gateways.map(async (gateway) => {
    while (!closing.signal.aborted) {
      gateway.isReady = await isReady(gateway.url)
      await sleep(lookEveryMs, undefined, { signal: closing.signal }).catch(() => {})
    }
  })

  const call: Client['call'] = async (line, request) => {
    const next = turn++
    const inOrder = gateways.map((_, index) => gateways[(next + index) % gateways.length] as (typeof gateways)[number])
    // None may seem ready for a moment, and one of them be so.
    const choices = [...inOrder.filter((one) => one.isReady), ...inOrder.filter((one) => !one.isReady)]
    for (const [index, gateway] of choices.entries()) {
      try {
        return await gateway.client.call(line, request)
      } catch (error) {
        if (!mayTryAnother(line, error) || index === choices.length - 1) throw error
        gateway.isReady = false
        rerouted += 1
      }
    }
    throw new Error('there is no gateway')
  }

  return {
    call,
    async expect(status, line, request) {
      const answer = await call(line, request)
      if (answer.status !== status) throw new Error(`${line} answered ${answer.status}`)
      return answer
    },
    rerouted: () => rerouted,
    async [Symbol.asyncDispose]() {
      closing.abort()
      await Promise.all(looking)
      for (const { client } of gateways) await client[Symbol.asyncDispose]()
    },
  }
}

const lost = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']

function mayTryAnother(line: string, error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code === 'ECONNREFUSED' || (line.startsWith('GET ') && lost.includes(code))
}

async function isReady(url: string): Promise<boolean> {
  const options = { headers: { connection: 'close' }, signal: AbortSignal.timeout(2_000) }
  return fetch(`${url}/readyz`, options).then(
    async (response) => (await response.text()) !== '' && response.ok,
    () => false,
  )
}
