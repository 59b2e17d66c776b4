import type { Basket } from './price.ts'
import { portion, spread } from './rounding.ts'
import type { Promotion } from './rules.ts'

type Line = Basket['lines'][number]

/** What a promotion takes off each line of which so much is `left`. */
export function offLines(promotion: Promotion, lines: readonly Line[], left: readonly number[]): number[] {
  const { benefit } = promotion
  const weights = lines.map((line, place) => (isAbout(promotion, line) ? (left[place] ?? 0) : 0))
  switch (benefit.kind) {
    case 'percentage':
      return percentOff(benefit.percent, weights)
    case 'fixed':
      return spread(Math.min(benefit.amount.amount, total(weights)), weights)
    case 'tiers': {
      const reached = sumOf(lines.filter((line) => isAbout(promotion, line)))
      const tier = benefit.tiers.filter(({ from }) => from <= reached).sort((a, b) => b.from - a.from)[0]
      return percentOff(tier?.percent ?? 0, weights)
    }
    case 'buy-x-get-y': {
      const about = lines.map((line) => ({ ...line, quantity: isAbout(promotion, line) ? line.quantity : 0 }))
      const cheaper = cheaperUnits(benefit, about)
      const worths = lines.map(({ quantity }, place) => portion(weights[place] ?? 0, cheaper[place] ?? 0, quantity))
      return percentOff(benefit.percent, worths)
    }
    case 'free-shipping':
      return lines.map(() => 0)
  }
}

/** Whether a line is one of the goods that a promotion is for. */
export function isAbout({ conditions: { categories, skus } }: Promotion, { category, sku }: Line): boolean {
  return (categories?.includes(category) ?? true) && (skus?.includes(sku) ?? true)
}

/** What lines cost at the prices of the catalogue, which does not depend on the promotions that came before. */
export const sumOf = (lines: readonly Line[]): number =>
  total(lines.map(({ unitPrice, quantity }) => unitPrice.amount * quantity))

const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0)

const percentOff = (percent: number, weights: readonly number[]) =>
  spread(portion(total(weights), percent, 100), weights)

/**
 * How many units of each line a promotion makes cheaper. The units are put in groups of `buy` + `get`, the dearest first, and
 * of each full group the `get` cheapest count. They are counted line by line, since there may be very many.
 */
function cheaperUnits({ buy, get }: { buy: number; get: number }, lines: readonly Line[]): number[] {
  const size = buy + get
  const grouped = total(lines.map(({ quantity }) => quantity)) - (total(lines.map(({ quantity }) => quantity)) % size)
  const amongFirst = (units: number) => {
    const counted = Math.min(units, grouped)
    return Math.floor(counted / size) * get + Math.max(0, (counted % size) - buy)
  }
  const counts = lines.map(() => 0)
  const dearestFirst = lines.map((line, place) => ({ ...line, place })).sort(byPrice)
  let before = 0
  for (const { place, quantity } of dearestFirst) {
    counts[place] = amongFirst(before + quantity) - amongFirst(before)
    before += quantity
  }
  return counts
}

const byPrice = (a: Line & { place: number }, b: Line & { place: number }) =>
  b.unitPrice.amount - a.unitPrice.amount || a.place - b.place
