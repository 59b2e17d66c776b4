import type { Entry } from './content.ts'

/**
 * A part of what these entries come to, as an entry for each rate of tax among them: each carries of the sum, and of its own tax,
 * what it carries of the whole.
 */
export function partOf(entries: readonly Entry[], amount: number, label: string): Entry[] {
  const whole = totalOf(entries)
  let before = 0
  return [...Map.groupBy(entries, ({ taxRatePpm }) => taxRatePpm)].flatMap(([ppm, some]) => {
    const all = totalOf(some)
    const total = share(amount, before + all, whole) - share(amount, before, whole)
    before += all
    const rate = ppm !== undefined && { taxRatePpm: ppm }
    const tax = some.reduce((sum, entry) => sum + entry.tax, 0)
    return total === 0 ? [] : [{ label, quantity: 1, ...rate, tax: share(tax, total, all), total }]
  })
}

/** These entries, less what of their sum is not paid back with them. */
export function lessened(entries: readonly Entry[], amount: number): readonly Entry[] {
  const before = partOf(entries, totalOf(entries) - amount, 'Paid back already')
  return [...entries, ...before.map((entry) => ({ ...entry, tax: -entry.tax, total: -entry.total }))]
}

const totalOf = (entries: readonly Entry[]) => entries.reduce((sum, { total }) => sum + total, 0)

/** The part of an amount that belongs to a part of a whole, rounded down. Beyond what a double counts exactly. */
const share = (amount: number, part: number, whole: number): number =>
  whole === 0 ? 0 : Number((BigInt(amount) * BigInt(part)) / BigInt(whole))
