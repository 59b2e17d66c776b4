import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, type Call, type Client, codeOf } from '../../http.ts'
import type { Random } from '../random.ts'

/** Somebody who does not give up for so long, asking the same under the same key, at one gateway or the other. */
const patienceMs = 45_000
const [soonestMs, latestMs] = [50, 1_000]
/** How soon those come back who do not wait: all at once, and again and again. */
const hurriedMs = 20

/**
 * Asks until there is an answer that another try would not change; `undefined` if nobody gave one in time. A status that only
 * those get who ask wrongly, or for what is not theirs, has to come with the code that is expected.
 */
export type Insist = (line: string, call: Call, expected?: string) => Promise<Answer | undefined>

const wronglyAsked = new Set([400, 403, 404, 405, 412, 413, 415, 422, 428])

type Means = {
  readonly clients: readonly Client[]
  readonly random: Random
  /** Does not wait between one try and the next as it should. */
  readonly isHurried: boolean
  /** Hears of answers that no edge may give, whatever goes wrong behind it. */
  readonly onRude: (what: string) => void
  /** Then nobody insists on anything any more. */
  readonly signal: AbortSignal
}

export function insisting({ clients, random, isHurried, onRude, signal }: Means): Insist {
  return async (line, call, expected) => {
    const until = performance.now() + patienceMs
    for (let tries = 0; performance.now() < until && !signal.aborted; tries++) {
      const client = random.one(clients)
      const answer = await client.call(line, call).catch(() => undefined)
      if (answer?.status === 500) onRude(`${nameOf(line)} answered 500 ${codeOf(answer.text)}`)
      const passes = !answer || answer.status >= 500 || answer.status === 429 || isUnderWay(answer)
      if (!passes) {
        const { status, text } = answer
        const isAmiss = wronglyAsked.has(status) && codeOf(text) !== expected
        if (isAmiss) onRude(`${nameOf(line)} was refused: ${status} ${codeOf(text)}`)
        return answer
      }
      const pauseMs = isHurried ? hurriedMs : Math.min(latestMs, soonestMs * 2 ** tries) * (0.5 + random.part())
      await sleep(pauseMs, undefined, { signal }).catch(() => {})
    }
    return undefined
  }
}

/** The same at a hundred orders is one thing. */
const nameOf = (line: string) => line.replace(/(?<=\/[a-z]+\/)[^/ ?]*[_\d][^/ ?]*/g, '…')

/** A refusal that says of itself that it may be another one later: of what is under way, or kept changing meanwhile. */
function isUnderWay({ status, text }: Answer): boolean {
  if (status !== 409) return false
  try {
    return (JSON.parse(text) as { retryable?: boolean }).retryable === true
  } catch {
    return false
  }
}
