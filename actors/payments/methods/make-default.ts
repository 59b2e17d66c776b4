import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { paymentCustomers, paymentMethods } from '#db/payments/schema.ts'
import type * as subject from '#subjects/payment-methods.ts'
import type { Handler } from '../../actor.ts'
import { mustKeep, toMethod } from './method.ts'

/** Makes one card the default, and no other one of its customer's. */
export const makePaymentMethodDefault: Handler<typeof subject.makePaymentMethodDefault> = async (input, context) => {
  const { caller, transaction } = context
  return transaction(async (tx) => {
    await lockCustomer(tx, caller.id)
    const kept = await mustKeep(tx, caller.id, input.paymentMethodId)
    if (kept.isDefault) return toMethod(kept)
    const before = and(eq(paymentMethods.customerId, caller.id), eq(paymentMethods.isDefault, true))
    await tx.update(paymentMethods).set({ isDefault: false }).where(before)
    await tx.update(paymentMethods).set({ isDefault: true }).where(eq(paymentMethods.id, kept.id))
    return toMethod({ ...kept, isDefault: true })
  })
}

/** Of two who change which cards a customer has, the second sees what the first has written. */
export async function lockCustomer(tx: Tx, customerId: string): Promise<void> {
  await tx.select().from(paymentCustomers).where(eq(paymentCustomers.customerId, customerId)).for('update')
}
