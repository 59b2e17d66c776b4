import type { Count } from './entry.ts'
import type { Policy, Tier } from './tiers.ts'

/**
 * The RateLimit fields of draft-ietf-httpapi-ratelimit-headers-11. A bucket has no window that begins and ends, so `t` is
 * when all of the quota will be there again and, for one who is refused, when the next request will be let in.
 */
export function policyField(tier: Tier): string {
  const known = policyFields.get(tier)
  if (known !== undefined) return known
  const items = tier.policies.map(({ name, quota, windowUs }) => `"${name}";q=${quota};w=${windowUs / 1_000_000}`)
  policyFields.set(tier, items.join(', '))
  return items.join(', ')
}

/** It goes with every answer and never changes. */
const policyFields = new WeakMap<Tier, string>()

export function limitField({ policies }: Tier, { admitted, aheadUs }: Count): string {
  const items = policies.map((policy, index) => {
    const ahead = aheadUs[index] ?? 0
    const seconds = admitted ? ahead / 1_000_000 : Math.max(waitOf(policy, ahead), 0)
    return `"${policy.name}";r=${remainingOf(policy, ahead)};t=${Math.ceil(seconds)}`
  })
  return items.join(', ')
}

/** Which policies a refused request would have broken. */
export const violated = ({ policies }: Tier, { aheadUs }: Count): readonly Policy[] =>
  policies.filter((policy, index) => waitOf(policy, aheadUs[index] ?? 0) > 0)

/** Seconds until the next request fits all policies. */
export const waitSeconds = ({ policies }: Tier, { aheadUs }: Count): number =>
  Math.max(1, ...policies.map((policy, index) => Math.ceil(waitOf(policy, aheadUs[index] ?? 0))))

/** Not a moment before `seconds` are over, and not the same moment for all who were refused together. */
export const withJitter = (seconds: number): number => seconds + Math.floor(Math.random() * (2 + seconds / 5))

const remainingOf = ({ quota, windowUs, intervalUs }: Policy, aheadUs: number) =>
  Math.max(0, Math.min(quota, Math.floor((windowUs - aheadUs) / intervalUs)))

const waitOf = ({ windowUs, intervalUs }: Policy, aheadUs: number) => (aheadUs + intervalUs - windowUs) / 1_000_000
