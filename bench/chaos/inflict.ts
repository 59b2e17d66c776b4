import { setTimeout as sleep } from 'node:timers/promises'
import { randomFrom } from './random.ts'
import type { Planned } from './schedule.ts'
import type { Stage } from './stage.ts'

export type Inflicting = {
  /** Its own for each window. */
  readonly seed: number
  readonly signal: AbortSignal
  readonly tell: (what: string) => void
  /** Hears of what could not be done, or not be healed. */
  readonly onFailure: (what: string) => void
}

/** Begins and ends each fault at its time, and answers how many were had; whatever happens, all that began are ended. */
export async function inflict(stage: Stage, plan: readonly Planned[], inflicting: Inflicting): Promise<number> {
  const { seed, signal, tell, onFailure } = inflicting
  const startedAt = performance.now()
  const until = (atS: number) =>
    sleep(Math.max(0, atS * 1_000 - (performance.now() - startedAt)), undefined, { signal })
  // What is struck again waits until it is well, however long that takes.
  const healing = new Map<string, Promise<unknown>>()

  const strike = async ({ fault, atS, untilS }: Planned, index: number) => {
    const name = `${fault.rows.join(' ')} ${fault.what}`
    const beyond = fault.isBeyond?.()
    if (beyond !== undefined) {
      tell(`${atS.toFixed(1)} s  LEFT OUT: ${name}, since ${beyond}`)
      return 0
    }
    tell(`${atS.toFixed(1)} s  ${name}`)
    try {
      // Its own numbers, so that it chooses the same whatever else happens at the time.
      const heal = await fault.begin(stage, randomFrom(seed * 1_000 + index))
      await until(untilS).catch(() => {})
      await heal()
      return 1
    } catch (error) {
      if (!signal.aborted) onFailure(`${name} could not be done: ${String(error)}`)
      return 0
    }
  }
  const begun = plan.map(async (planned, index) => {
    await until(planned.atS)
    const before = planned.fault.strikes.flatMap((one) => healing.get(one) ?? [])
    const struck = Promise.all(before).then(() => strike(planned, index))
    for (const one of planned.fault.strikes) healing.set(one, struck)
    return struck
  })
  const counts = await Promise.allSettled(begun)
  signal.throwIfAborted()
  for (const one of counts) if (one.status === 'rejected') onFailure(String(one.reason))
  return counts.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0)
}
