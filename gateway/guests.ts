import type { FastifyRequest } from 'fastify'
import { GuestId } from '#subjects/common.ts'
import type { Caller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { shape } from '#subjects/subject.ts'
import { cartTokenInvalid } from './problem.ts'
import { signatures } from './signatures.ts'

/** Knows people who have no account by the tokens of their carts. */
export type Guests = {
  /** Somebody new, and what they are known by from now on. */
  readonly welcome: () => { readonly caller: Caller; readonly token: string }
  /** Whose token a request came with; undefined if it came with none. */
  readonly whoShows: (request: FastifyRequest) => Caller | undefined
}

const Guest = shape(GuestId)

/** A token is the guest's id and our signature of it: whoever has it is that guest, and nobody can make one up. */
export function guestsBy(secrets: readonly string[]): Guests {
  const { sign, isOurs } = signatures(secrets)
  const callerOf = (id: string): Caller => ({ id, role: 'guest', via: 'edge' })
  return {
    welcome: () => {
      const id = newId('gst')
      return { caller: callerOf(id), token: `${id}.${sign('cart', id)}` }
    },
    whoShows: ({ headers }) => {
      const token = headers['cart-token']
      if (token === undefined) return undefined
      const [id = '', signature = '', ...rest] = String(token).split('.')
      if (rest.length > 0 || !Guest.matches(id) || !isOurs(signature, 'cart', id)) throw cartTokenInvalid()
      return callerOf(id)
    },
  }
}
