import { portion } from './rounding.ts'
import type { Rules, Zone } from './rules.ts'
import { sameRegion } from './shipping.ts'

/** The rate of a class of goods, in parts of a million. */
export type TaxRates = (taxClass: string) => number

/** The store's own rates at a place: a region's take the place of its country's; what has no rate is not taxed. */
export function ratesAt({ country, region }: Zone, { taxRates }: Pick<Rules, 'taxRates'>): TaxRates {
  const here = taxRates.filter((rate) => rate.country === country)
  return (taxClass) => {
    const ofClass = here.filter((rate) => rate.taxClass === taxClass)
    const rate =
      ofClass.find((one) => one.region && sameRegion(one.region, region)) ?? ofClass.find((one) => !one.region)
    return rate?.ratePpm ?? 0
  }
}

const million = 1_000_000

/**
 * What is paid of an amount, and the tax in it. Tax is rounded half up for each line and for the sending by itself, and only
 * there: what an order is taxed with is the sum of those, and it can be given back line by line.
 */
export function taxed(
  amount: number,
  ratePpm: number,
  included: boolean,
): { readonly total: number; readonly tax: number } {
  if (included) return { total: amount, tax: portion(amount, ratePpm, million + ratePpm) }
  const tax = portion(amount, ratePpm, million)
  return { total: amount + tax, tax }
}
