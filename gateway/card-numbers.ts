/** Digits as people write them, in groups or not. What follows a letter is the end of some other name. */
const runs = /(?<![\p{L}\d_])\d[\d -]{11,}\d(?![\p{L}\d_])/gu

/**
 * How the numbers of cards begin, and how long they are (https://docs.stripe.com/testing#cards-by-brand): a tracking number or an
 * EAN has the length and, one time in ten, the check digit, but hardly ever both of these, too.
 */
const issuers: readonly (readonly [begins: RegExp, lengths: readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(6011|64[4-9]|65)/, [16, 19]],
  [/^(30[0-5]|36|3[89])/, [14, 16, 19]],
  [/^35(2[89]|[3-8])/, [16, 19]],
  [/^62/, [16, 19]],
]

/** Whether a text, or a number, holds what must be taken for the number of a card: we must never be told one. */
export function holdsCardNumber(value: string | number): boolean {
  const text = String(value)
  if (text.length < 13) return false
  return (text.match(runs) ?? []).some((run) => {
    const groups = run.split(/[ -]+/)
    return groups.some((_, first) => beginsCardNumber(groups, first))
  })
}

const mostDigits = 19

function beginsCardNumber(groups: readonly string[], first: number): boolean {
  let digits = ''
  for (let next = first; next < groups.length && digits.length <= mostDigits; next++) {
    digits += groups[next]
    if (isCardNumber(digits)) return true
  }
  return false
}

const isCardNumber = (digits: string): boolean =>
  issuers.some(([begins, lengths]) => lengths.includes(digits.length) && begins.test(digits)) && hasCheckDigit(digits)

/** Luhn's formula (ISO/IEC 7812-1, annex B). */
function hasCheckDigit(digits: string): boolean {
  let sum = 0
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place])
    const doubled = place % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
