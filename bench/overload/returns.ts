import { setTimeout as sleep } from 'node:timers/promises'
import type { Kind } from '../shoppers.ts'
import { eachKind, type Offer, offer } from './offer.ts'

/** Those of a rush who were refused and came back when they were told to, and how many of them got in then. */
export type Returned = {
  readonly parts: Readonly<Record<Kind, { readonly came: number; readonly gotIn: number }>>
  /** The longest that anybody was told to wait. */
  readonly longestS: number
  readonly wrong: ReadonlyMap<string, number>
}

/** Lets a rush at the system; whoever is refused comes back exactly as told, once. */
export async function comeBackAsTold(rush: Omit<Offer, 'onShed'>): Promise<Returned> {
  const { crowd, client, signal } = rush
  const parts = eachKind(() => ({ came: 0, gotIn: 0 }))
  const wrong = new Map<string, number>()
  const returns: Promise<void>[] = []
  let longestS = 0
  const comeBack = async (kind: Kind, afterS: number) => {
    await sleep(afterS * 1_000, undefined, { signal })
    parts[kind].came++
    try {
      if ((await crowd.act(kind, client)) === 'done') parts[kind].gotIn++
    } catch (error) {
      const reason = `${kind} ${error instanceof Error ? error.message : String(error)}`
      wrong.set(reason, (wrong.get(reason) ?? 0) + 1)
    }
  }
  const { wrong: atOnce } = await offer({
    ...rush,
    onShed: (kind, retryAfterS) => {
      longestS = Math.max(longestS, retryAfterS)
      returns.push(comeBack(kind, retryAfterS))
    },
  })
  await Promise.all(returns)
  return { parts, longestS, wrong: new Map([...atOnce, ...wrong]) }
}
