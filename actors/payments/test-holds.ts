import { eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { payments } from '#db/payments/schema.ts'
import { customer } from '../world.ts'
import { authorizePayment } from './authorize-payment.ts'
import { holdAgainst } from './books/hold-against.ts'
import { finishCalls } from './finish-calls.ts'
import { setUpPaymentMethod } from './methods/set-up-method.ts'
import { anOrder } from './payments-world.ts'
import type { PaymentsContext } from './settle.ts'
import { takeHeld } from './take-held.ts'
import { paymentsByHand } from './test-payments.ts'

const dayMs = 86_400_000
const isUnfinished = sql`next_at is not null`

type Effect = { kind: string; intent: string; amount: number }

/** What an order that waits for its parcels leaves at the provider: before its hold was renewed, and after. */
export const held = ['created', 'authorized']
export const renewed = [...held, ...held, 'released', 'canceled']

/** Payments by hand, of orders that wait for days while their money is held. */
export async function startHolds() {
  let shiftMs = 0
  const shop = await paymentsByHand({ timeoutMs: 500, now: () => Date.now() + shiftMs })
  const sold = new Set<string>()
  const request = (async (_: unknown, { orderId }: { orderId: string }) => ({
    status: sold.has(orderId) ? 'confirmed' : 'pending',
  })) as unknown as PaymentsContext['request']

  const sights = sightsOf(shop)
  return {
    ...shop,
    ...sights,
    /** The orders that are looked after. */
    sold,
    /** From here on no order of before is looked after, and the provider has the time of today. */
    beginAnew: () => {
      shiftMs = 0
      sold.clear()
      shop.alarms.length = 0
    },
    /** At the provider so many days have gone by since. */
    laterAtProvider: (days: number) => void (shiftMs = days * dayMs),
    /** An order that waits for its parcels, paid with a card that is kept; or with another one, if it says so. */
    waiting: async (paymentMethod?: string) => {
      const { paymentMethod: _, ...order } = anOrder()
      const caller = customer(order.customerId)
      if (!paymentMethod) await setUpPaymentMethod({ paymentMethod: 'pm_card_visa' }, { ...shop.context, caller })
      await authorizePayment({ ...order, ...(paymentMethod && { paymentMethod }), inParts: true }, shop.context)
      sold.add(order.orderId)
      return order.orderId
    },
    /** The round in which holds are looked after, so many days later, and all that comes of it. */
    lookAfterHolds: async (context: PaymentsContext = shop.context, days = 6.1) => {
      await takeHeld({ ...context, request, now: () => new Date(Date.now() + days * dayMs) })
      await context.finishing.idle()
    },
    /** Whoever else there is goes on with what a process has left behind. */
    othersGoOn: (orderId: string) => {
      const round = async () => {
        await shop.db.update(payments).set({ leaseUntil: null, nextAt: sql`clock_timestamp()` }).where(isUnfinished)
        await finishCalls(shop.context)
        await shop.context.finishing.idle()
        return (await sights.row(orderId)).nextAt
      }
      return expect.poll(round, { timeout: 10_000 }).toBeNull()
    },
  }
}

export type HoldsByHand = Awaited<ReturnType<typeof startHolds>>

/** What there is to see of payments, here and at the provider. */
function sightsOf({ db, sandbox, context }: Awaited<ReturnType<typeof paymentsByHand>>) {
  const row = async (orderId: string) => {
    const [found] = await db.select().from(payments).where(eq(payments.orderId, orderId))
    if (!found) throw new Error('There is no such payment')
    return found
  }
  const effects = async (orderId: string) => {
    const response = await fetch(`${sandbox.url}/sandbox/ledger?metadata[order_id]=${orderId}`)
    return ((await response.json()) as { effects: Effect[] }).effects
  }
  return {
    row,
    effects,
    kinds: async (orderId: string) => (await effects(orderId)).map(({ kind }) => kind),
    /** What differs between the books of the provider and ours. */
    reconcile: async () => {
      const result = await holdAgainst(context, async () => {})
      if (typeof result === 'string') throw new Error(result)
      const { repaired, raised } = result
      return { repaired, raised }
    },
    /** Of all holds that there ever were one is there at most, and money was taken of one. */
    expectOneHold: async (orderId: string, sums: { held: number; taken: number }) => {
      const all = await effects(orderId)
      const of = (kind: string) => all.filter((each) => each.kind === kind)
      const sum = (kind: string) => of(kind).reduce((total, { amount }) => total + amount, 0)
      expect(sum('captured')).toBe(sums.taken)
      expect(sum('authorized') - sum('captured') - sum('released')).toBe(sums.held)
      expect(new Set(of('captured').map(({ intent }) => intent)).size).toBeLessThanOrEqual(1)
    },
  }
}
