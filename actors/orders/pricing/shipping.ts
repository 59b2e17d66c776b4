import type { Basket } from './price.ts'
import type { Rules, ShippingMethod, Zone } from './rules.ts'

/** A way to send a basket, and what it costs before tax that is not in the prices. */
export type Offer = { readonly method: ShippingMethod; readonly amount: number }

/**
 * The ways to send a basket to where it goes, the cheapest first. What they cost goes by the weight of the goods, or by their
 * prices before discounts, so that a discount never makes the sending dearer.
 */
export function shippingOffers({ currency, lines, destination }: Basket, { shippingMethods }: Rules): Offer[] {
  if (!destination || lines.length === 0) return []
  const sum = (of: (line: Basket['lines'][number]) => number) =>
    lines.reduce((total, line) => total + of(line) * line.quantity, 0)
  const measures = { weight: sum(({ weightGrams }) => weightGrams), price: sum(({ unitPrice }) => unitPrice.amount) }
  return shippingMethods
    .flatMap((method): Offer[] => {
      const { rates, zones } = method
      if (rates.currency !== currency || !reaches(zones, destination)) return []
      const tier = rates.tiers.find(({ upTo }) => upTo === null || measures[rates.by] <= upTo)
      return tier ? [{ method, amount: tier.amount }] : []
    })
    .sort((a, b) => a.amount - b.amount || (a.method.id < b.method.id ? -1 : 1))
}

/** None at all means everywhere. */
const reaches = (zones: readonly Zone[], place: Zone): boolean =>
  zones.length === 0 ||
  zones.some(({ country, region }) => country === place.country && (!region || sameRegion(region, place.region)))

/** Regions are written by people. */
export const sameRegion = (one: string, other: string | null | undefined): boolean =>
  one.trim().toLowerCase() === other?.trim().toLowerCase()
