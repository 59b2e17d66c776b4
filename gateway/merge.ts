import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import type { Bus } from '#subjects/bus.ts'
import { mergeCart } from '#subjects/carts.ts'
import type { Caller } from '#subjects/envelope.ts'
import { visitorOf } from './auth.ts'
import type { Guests } from './guests.ts'
import type { Route } from './route.ts'

/** Brings what people put into their carts as guests along into their accounts. */
export type CartBearer = {
  /** Before a request that comes with a login and a Cart-Token, so that it finds everything in one cart. */
  readonly before: (route: Route) => readonly onRequestAsyncHookHandler[]
  /** After somebody logged in with a Cart-Token. That it fails keeps nobody out: the next request with both does it. */
  readonly after: (request: FastifyRequest, account: Pick<Caller, 'id' | 'role'>) => Promise<void>
}

export function cartBearer(bus: Bus, guests: Guests): CartBearer {
  const before: onRequestAsyncHookHandler = async (request) => {
    const { caller, asker } = visitorOf(request)
    const guest = caller.role === 'guest' ? undefined : guests.whoShows(request)
    if (guest) await asker.request(mergeCart, { guestId: guest.id }, { correlationId: request.id })
  }
  return {
    before: ({ subject }) => (subject.access === 'shopper' ? [before] : []),
    after: async (request, { id, role }) => {
      try {
        const guest = guests.whoShows(request)
        const options = { correlationId: request.id }
        if (guest) await bus.as({ id, role, via: 'edge' }).request(mergeCart, { guestId: guest.id }, options)
      } catch {}
    },
  }
}
