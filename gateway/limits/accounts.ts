import { hash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest, onSendAsyncHookHandler, preHandlerAsyncHookHandler } from 'fastify'
import { normalizeEmail } from '#subjects/common.ts'
import type { Counters } from './counters.ts'
import { judge } from './judge.ts'
import type { KnownPlaces } from './known.ts'
import type { Tier } from './tiers.ts'

/** One try at an account: who it was counted for, if it turns out not to count. */
type Attempt = { readonly account: string; readonly address: string; readonly partition: string }

/** What stands on a route before its actor is asked, and what notes how that went. */
export type AccountGuard = {
  readonly preHandler: preHandlerAsyncHookHandler
  readonly onSend: onSendAsyncHookHandler
}

type Options = {
  readonly places: KnownPlaces
  readonly counters: Counters
  readonly tier: Tier
  readonly addressOf: (request: FastifyRequest) => string
}

/**
 * Slows down guessing at one account from many addresses. All addresses from which nobody has logged in to it share one
 * count, so that more of them give no more tries. Whoever has logged in from where they are has a count of their own, which
 * no stranger can use up; and what succeeds, or is judged by nobody, is not counted, or trying often enough would keep the
 * owner out.
 */
export function accountGuard(app: FastifyInstance, { places, counters, tier, addressOf }: Options) {
  app.decorateRequest('attempt')

  return (provesOwner: boolean): AccountGuard => ({
    preHandler: async (request, reply) => {
      const { email } = request.body as { email: string }
      const [account, address] = [hash('sha256', normalizeEmail(email), 'base64url'), addressOf(request)]
      const isKnown = provesOwner && (await places.has(account, address))
      const partition = isKnown ? `${account}:${address}` : account
      const refusal = judge(reply, tier, await counters.together(tier, partition))
      if (refusal) throw refusal
      request.setDecorator<Attempt>('attempt', { account, address, partition })
    },
    // Before the answer leaves, or the next attempt could come before this one is given back.
    onSend: async (request, reply) => {
      const attempt = request.getDecorator<Attempt | undefined>('attempt')
      const [isOwner, isUnjudged] = [provesOwner && reply.statusCode < 300, reply.statusCode >= 500]
      if (!attempt || !(isOwner || isUnjudged)) return
      const { account, address, partition } = attempt
      await Promise.all([counters.giveBack(tier, partition), isOwner && places.note(account, address)])
    },
  })
}
