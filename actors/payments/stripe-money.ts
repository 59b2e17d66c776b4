/**
 * Stripe's units where they are not those of ISO 4217 (https://docs.stripe.com/currencies#special-cases): two currencies
 * without decimals are told in hundredths, and one that has hundredths is told without.
 */
const scales: Readonly<Record<string, number>> = { ISK: 100, UGX: 100, MGA: 1 / 100 }

/** A sum of ours as Stripe wants to hear it. */
export const toStripe = (amount: number, currency: string): number => Math.round(amount * (scales[currency] ?? 1))

/** A sum that Stripe tells, in minor units. */
export const fromStripe = (amount: number, currency: string): number =>
  Math.round(amount / (scales[currency.toUpperCase()] ?? 1))
