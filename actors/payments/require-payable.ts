import { amountUnpayable } from '#subjects/payments.ts'
import { stepOf } from '../money.ts'

/** Refuses a sum that the provider could only move after rounding it: what is moved is what was said, to the last unit. */
export function requirePayable({ amount, currency }: { readonly amount: number; readonly currency: string }): void {
  const step = stepOf(currency)
  if (amount % step !== 0) throw amountUnpayable(`${amount} ${currency} is no multiple of ${step}`, { step })
}
