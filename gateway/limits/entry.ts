import type { Tier } from './tiers.ts'

/** Whether one more was let in, and how far ahead of its time each policy's count is now: full is a whole window ahead. */
export type Count = { readonly admitted: boolean; readonly aheadUs: readonly number[] }

/** What this process knows of one partition: the moments of its policies, and how many requests Redis has not been told of. */
export type Entry = { readonly key: string; readonly tier: Tier; readonly dueUs: number[]; pending: number }

export const aheadUs = ({ dueUs }: Entry, at: number): number[] => dueUs.map((due) => Math.max(Math.round(due - at), 0))

/** Whether one more fits all policies. */
export const hasRoom = ({ tier, dueUs }: Entry, at: number): boolean =>
  tier.policies.every(({ intervalUs, windowUs }, index) => (dueUs[index] ?? 0) - at + intervalUs <= windowUs)

/** Counts one more, or one less. */
export function move(entry: Entry, count: 1 | -1, at: number): void {
  entry.tier.policies.forEach(({ intervalUs }, index) => {
    entry.dueUs[index] = Math.max(entry.dueUs[index] ?? 0, at) + count * intervalUs
  })
  entry.pending += count
}

/** Takes over what Redis knows, which is everything but what is still pending here. */
export function learn(entry: Entry, { aheadUs }: Count, at: number): void {
  entry.tier.policies.forEach(({ intervalUs }, index) => {
    entry.dueUs[index] = at + (aheadUs[index] ?? 0) + entry.pending * intervalUs
  })
}
