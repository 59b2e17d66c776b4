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
