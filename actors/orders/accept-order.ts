import type { Db } from '#db/client.ts'
import { type Command, fingerprintOf } from '#db/idempotency.ts'
import { newId } from '#subjects/id.ts'
import { cartEmpty } from '#subjects/carts.ts'
import * as subject from '#subjects/orders.ts'
import { idempotencyKeyReused } from '#subjects/problem.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { Context } from '../actor.ts'
import { batching } from '../batching.ts'
import type { Begun, SagaRunner } from '../saga.ts'
import type { Checkout } from './checkout.ts'
import { type Pricing, priceSight } from './price-sight.ts'
import type { Priced } from './pricing/price.ts'
import type { Rules } from './pricing/rules.ts'
import { lookAtCarts, type Sight } from './sight.ts'
import { writeOrders } from './write-orders.ts'

/** Somebody who wants an order made of their cart. */
export type Placing = {
  readonly input: InputOf<typeof subject.placeOrder>
  readonly command: Command
  readonly context: Context
}

/** The order of a command; `isNew` if this very request made it, which then has its checkout in hand. */
export type Accepted = { readonly orderId: string; readonly isNew: boolean; readonly begun?: Begun | undefined }

/** What a cart was when it was priced, and what it comes to. */
export type Draft = Placing & {
  readonly orderId: string
  readonly cart: NonNullable<Sight['cart']>
  readonly priced: Priced
  /** The store's, before the number. */
  readonly prefix: string
  /** The store's: when its money is taken. */
  readonly captureOn: Rules['captureOn']
  /** The cart's, if it makes a difference: otherwise it is kept for another time. */
  readonly couponCode: string | undefined
}

const mostTries = 4

/** Makes orders of carts. */
export type Acceptance = (placing: Placing) => Promise<Accepted>

/**
 * Makes an order of a cart at the prices of now, once for its command. What it reads and what it writes are shared with
 * everybody who asks at the same time. A cart that changes meanwhile is priced again.
 */
export function openAcceptance(db: Db, checkout: SagaRunner<Checkout>, pricing: Pricing): Acceptance {
  const look = batching((commands: readonly Command[]) => lookAtCarts(db, commands))
  const write = batching((drafts: readonly Draft[]) => writeOrders(drafts, checkout), { maxSize: 64 })
  const accept = async (placing: Placing) => {
    const sight = await look(placing.command)
    return sight.seen ? joined(sight.seen, placing) : write(await draft(placing, sight, pricing))
  }
  return async (placing) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await accept(placing)
      } catch (error) {
        if (!subject.cartChanged.matches(error) || tries === mostTries) throw error
      }
    }
  }
}

function joined({ orderId, fingerprint }: NonNullable<Sight['seen']>, { command }: Placing): Accepted {
  if (fingerprint === fingerprintOf(command.input)) return { orderId, isNew: false }
  throw idempotencyKeyReused(`The key ${command.key} named another command before`)
}

/** These prices are what the customer will be charged, whatever changes afterwards. */
async function draft(placing: Placing, sight: Sight, pricing: Pricing): Promise<Draft> {
  const { input, context } = placing
  const { shippingAddress: destination, shippingMethod } = input
  const { cart } = sight
  if (!cart) throw cartEmpty()
  const { priced, rules } = await priceSight(sight, { destination, shippingMethod }, { ...pricing, ...context })
  const couponCode = priced.discounts.find(({ code }) => code !== undefined)?.code
  const { orderPrefix: prefix, captureOn } = rules
  return { ...placing, orderId: newId('ord'), cart, priced, prefix, captureOn, couponCode }
}
