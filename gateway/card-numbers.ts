/**
 * Digits as people write them, in groups or not, but on one line: in a list a number and the EAN below it have nothing to do with
 * each other. They are found without a condition on what follows them: where that fails, whoever sends a long text of such digits
 * has each of them tried as the first.
 */
const runs = /(?<!\d)\d(?:[\p{Z}\p{Pd}\t./_]*\d){13,}/gu

/** What follows a letter is the end of some other name, and what is followed by one the beginning. */
const [nameBefore, nameAfter] = [/[\p{L}_]$/u, /^[\p{L}_]/u]

/**
 * How the numbers of cards begin, and how long they are (https://docs.stripe.com/testing#cards-by-brand): a tracking number or an
 * EAN has the length and, one time in ten, the check digit, but hardly ever both of these, too. Thirteen digits from 4 on are goods by
 * their EAN: no bank has given out a card of so few for decades.
 */
const issuers: readonly (readonly [begins: RegExp, lengths: readonly number[]])[] = [
  [/^4/, [16, 19]],
  [/^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(6011|64[4-9]|65)/, [16, 19]],
  [/^(30[0-5]|36|3[89])/, [14, 16, 19]],
  [/^35(2[89]|[3-8])/, [16, 19]],
  [/^62/, [16, 19]],
]

/** Whether a text, or a number, holds what must be taken for the number of a card: we must never be told one. */
export function holdsCardNumber(value: string | number): boolean {
  const text = String(value).normalize('NFKC')
  for (const { 0: run, index } of text.matchAll(runs)) if (holdsIn(withoutNames(run, text, index))) return true
  return false
}

/** A run from the first group that no name ends with to the last that no name begins with. */
function withoutNames(run: string, text: string, start: number): string {
  const end = start + run.length
  const isBeforeName = nameAfter.test(text.slice(end, end + 2))
  const head = isBeforeName ? (/^.*\d(?=[^\d_])/s.exec(run)?.[0] ?? '') : run
  return nameBefore.test(text.slice(Math.max(0, start - 2), start)) ? (/[^\d_]\d.*$/s.exec(head)?.[0] ?? '') : head
}

const lengthsOfAll = [14, 15, 16, 19]

/** A number begins where a group of digits does, and ends where one ends. */
function holdsIn(run: string): boolean {
  const groups = run.split(/\D+/)
  const digits = groups.join('')
  const borders = new Uint8Array(digits.length + 1)
  borders[0] = 1
  let end = 0
  for (const { length } of groups) borders[(end += length)] = 1
  for (let from = 0; from < digits.length; from++) {
    if (borders[from] && lengthsOfAll.some((length) => borders[from + length] && isCardNumber(digits, from, length)))
      return true
  }
  return false
}

/** The sum comes first, for it is what most numbers fail. */
function isCardNumber(digits: string, from: number, length: number): boolean {
  if (!hasCheckDigit(digits, from, from + length)) return false
  const number = digits.slice(from, from + length)
  return issuers.some(([begins, lengths]) => lengths.includes(length) && begins.test(number))
}

/** Luhn's formula (ISO/IEC 7812-1, annex B). */
function hasCheckDigit(digits: string, from: number, end: number): boolean {
  let sum = 0
  for (let place = end - 1; place >= from; place--) {
    const digit = digits.charCodeAt(place) - zero
    const doubled = (end - place) % 2 === 0 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

const zero = 48
