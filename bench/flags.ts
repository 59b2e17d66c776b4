/** Arguments that make no sense, with what to do about it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

type Range = { readonly from: number; readonly to: number }

/** A number within a range, or a refusal that names the flag and the range. */
export function number(flag: string, text: string, { from, to }: Range): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (value >= from && value <= to) return value
  throw new UsageError(`--${flag} takes a number from ${from} to ${to}, not "${text}"`)
}

/** As `number`, without a fraction. */
export function whole(flag: string, text: string, range: Range): number {
  const value = number(flag, text, range)
  if (Number.isInteger(value)) return value
  throw new UsageError(`--${flag} takes a whole number, not "${text}"`)
}

/** One of some words. */
export function oneOf<T extends string>(flag: string, text: string, words: readonly T[]): T {
  const word = words.find((known) => known === text)
  if (word !== undefined) return word
  throw new UsageError(`--${flag} takes one of ${words.join(', ')}, not "${text}"`)
}

/** Some words with a number each, as in `orders=2,payments=3`; the flag may stand there several times. */
export function counts<T extends string>(
  flag: string,
  texts: readonly string[],
  { words, range }: { words: readonly T[]; range: Range },
): Readonly<Partial<Record<T, number>>> {
  const counted: Partial<Record<T, number>> = {}
  for (const text of texts.flatMap((one) => one.split(','))) {
    const [word = '', count, ...more] = text.split('=')
    if (count === undefined || more.length > 0)
      throw new UsageError(`--${flag} takes a name and a number, such as ${words[0]}=2, not "${text}"`)
    const known = oneOf(flag, word, words)
    if (counted[known] !== undefined) throw new UsageError(`--${flag} names ${known} twice`)
    counted[known] = whole(flag, count, range)
  }
  return counted
}

/** A URL of one of some protocols. */
export function address(flag: string, text: string, protocols: readonly string[]): string {
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text
  throw new UsageError(
    `--${flag} takes a URL that begins with ${protocols.map((one) => `${one}//`).join(' or ')}, not "${text}"`,
  )
}
