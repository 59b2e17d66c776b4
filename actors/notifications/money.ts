import type { Static } from 'typebox'
import type { Money } from '#subjects/common.ts'

/** Money as people write it, with as many digits after the point as its currency has: €19.99, ¥1,999, KWD 1.999. */
export function formatMoney({ amount, currency }: Static<typeof Money>): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(amount / 10 ** digits)
}
