/** Numbers that look like chance and are the same for the same seed. */
export type Random = {
  /** From 0 up to 1. */
  readonly part: () => number
  /** A whole number, both ends included. */
  readonly between: (least: number, most: number) => number
  readonly one: <T>(several: readonly T[]) => T
}

/** Mulberry32: small, quick, and good enough for what is to be only varied (https://gist.github.com/tommyettinger/46a874533244883189143505d203312c). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const part = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    part,
    between: (least, most) => least + Math.floor(part() * (most - least + 1)),
    one: (several) => {
      const chosen = several[Math.floor(part() * several.length)]
      if (chosen === undefined) throw new Error('There is nothing to choose from')
      return chosen
    },
  }
}

/** The same things in another order. */
export function shuffled<T>(several: readonly T[], random: Random): T[] {
  const left = [...several]
  return several.map(() => left.splice(random.between(0, left.length - 1), 1)[0] as T)
}
