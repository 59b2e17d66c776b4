/**
 * `amount × numerator / denominator` to the minor unit, half up: the one rule by which money is rounded. None of the three is
 * negative. Products beyond what a number holds exactly are reckoned as big integers.
 */
export function portion(amount: number, numerator: number, denominator: number): number {
  const product = amount * numerator
  if (2 * product + denominator <= Number.MAX_SAFE_INTEGER)
    return Math.floor((2 * product + denominator) / (2 * denominator))
  const exact = 2n * BigInt(amount) * BigInt(numerator) + BigInt(denominator)
  return Number(exact / (2n * BigInt(denominator)))
}

/**
 * Spreads an amount over parts in proportion to their weights, by largest remainder: what comes out adds up to the amount, and
 * no part gets more than its weight as long as the amount is not more than all weights. Of equal remainders the earlier part's counts.
 */
export function spread(amount: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  if (whole === 0 || amount === 0) return weights.map(() => 0)
  const parts = weights.map((weight, place) => ({ place, ...divided(amount, weight, whole) }))
  const shares = parts.map(({ quotient }) => quotient)
  let left = amount - shares.reduce((sum, part) => sum + part, 0)
  parts.sort((a, b) => b.remainder - a.remainder || a.place - b.place)
  for (const { place, quotient } of parts) {
    if (left === 0) break
    shares[place] = quotient + 1
    left -= 1
  }
  return shares
}

/** The remainder is below the sum of the weights, and so an exact number again. */
function divided(amount: number, weight: number, whole: number): { quotient: number; remainder: number } {
  const product = amount * weight
  if (product <= Number.MAX_SAFE_INTEGER) return { quotient: Math.floor(product / whole), remainder: product % whole }
  const exact = BigInt(amount) * BigInt(weight)
  return { quotient: Number(exact / BigInt(whole)), remainder: Number(exact % BigInt(whole)) }
}
