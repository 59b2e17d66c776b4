import type { Static } from 'typebox'
import type { Money } from '#subjects/common.ts'

/** Money as people write it, with as many digits after the point as its currency has: €19.99, ¥1,999, KWD 1.999. */
export function formatMoney({ amount, currency }: Static<typeof Money>): string {
  const format = formats.get(currency) ?? new Intl.NumberFormat('en', { style: 'currency', currency })
  formats.set(currency, format)
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(amount / 10 ** digits)
}

/** Making one takes longer than all the rest of a mail. There are no more than there are currencies. */
const formats = new Map<string, Intl.NumberFormat>()

/**
 * Sums that cards can be charged with are multiples of this, in minor units: of thousandths the last digit has to be zero, and one
 * currency has hundredths only in name (https://docs.stripe.com/currencies#special-cases).
 */
export const stepOf = (currency: string): number => steps[currency] ?? 1

const steps: Readonly<Record<string, number>> = { BHD: 10, JOD: 10, KWD: 10, OMR: 10, TND: 10, MGA: 100 }
