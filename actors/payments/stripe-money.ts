/**
 * Stripe's units where they are not those of ISO 4217 (https://docs.stripe.com/currencies#special-cases): two currencies
 * without decimals are told in hundredths, and one that has hundredths is told without.
 */
const scales: Readonly<Record<string, number>> = { ISK: 100, UGX: 100, MGA: 1 / 100 }

/** Of the thousandths of these currencies the last digit has to be zero (https://docs.stripe.com/currencies#three-decimal). */
const threeDecimals = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND'])

/** Sums that can be charged are multiples of this, in minor units. */
export function stepOf(currency: string): number {
  return threeDecimals.has(currency) ? 10 : Math.max(1, 1 / (scales[currency] ?? 1))
}

/** A sum of ours as Stripe wants to hear it. */
export const toStripe = (amount: number, currency: string): number => Math.round(amount * (scales[currency] ?? 1))

/** A sum that Stripe tells, in minor units. */
export const fromStripe = (amount: number, currency: string): number =>
  Math.round(amount / (scales[currency.toUpperCase()] ?? 1))
