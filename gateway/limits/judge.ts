import type { FastifyReply } from 'fastify'
import { counter } from '#subjects/instruments.ts'
import type { Problem } from '#subjects/problem.ts'
import { abnormalUsageDetected, quotaExceeded } from '../problem.ts'
import type { Count } from './entry.ts'
import { limitField, policyField, violated, waitSeconds, withJitter } from './headers.ts'
import type { Tier } from './tiers.ts'

const limited = counter('http.server.limited', 'Requests refused because somebody sent too many')

/** Tells the client where it stands, beside what other tiers have told it; if it sent too many, why it is refused. */
export function judge(reply: FastifyReply, tier: Tier, count: Count): Problem | undefined {
  tell(reply, tier, count)
  if (count.admitted) return undefined
  return quotaExceeded(allowance(tier), refusal(tier, count, waitSeconds(tier, count)))
}

/** Refuses somebody who went on after many refusals, until nothing of that is left to count. */
export function judgeAbuse(reply: FastifyReply, tier: Tier, count: Count): Problem {
  tell(reply, tier, count)
  const seconds = Math.ceil(Math.max(...count.aheadUs) / 1_000_000)
  return abnormalUsageDetected(
    'This address goes on after being refused again and again',
    refusal(tier, count, seconds),
  )
}

function tell(reply: FastifyReply, tier: Tier, count: Count): void {
  add(reply, 'ratelimit-policy', policyField(tier))
  add(reply, 'ratelimit', limitField(tier, count))
}

function add(reply: FastifyReply, name: string, field: string): void {
  const before = reply.getHeader(name)
  void reply.header(name, before === undefined ? field : `${String(before)}, ${field}`)
}

function refusal(tier: Tier, count: Count, seconds: number) {
  const names = violated(tier, count).map(({ name }) => name)
  for (const policy of names) limited.add(1, { policy })
  return { 'violated-policies': names, retryAfter: withJitter(seconds) }
}

const allowance = ({ policies }: Tier) =>
  `There may be ${policies.map(({ quota, windowUs }) => `${quota} in ${windowUs / 1_000_000} seconds`).join(' and ')}`
