/** Lets several carry on until all of them are to rest, each at a place of its own choosing. */
export type Turnstile = {
  /** Returns at once while they may carry on. */
  readonly pass: () => Promise<void>
  /** Resolves when all of them stand at the turnstile. */
  readonly rest: () => Promise<void>
  readonly carryOn: () => void
}

export function openTurnstile(count: number): Turnstile {
  let isOpen = true
  let waiting = 0
  let opened = Promise.withResolvers<void>()
  let rested = Promise.withResolvers<void>()
  return {
    pass: async () => {
      if (isOpen) return
      waiting += 1
      if (waiting === count) rested.resolve()
      await opened.promise
    },
    rest: () => {
      if (isOpen) [isOpen, waiting, opened, rested] = [false, 0, Promise.withResolvers(), Promise.withResolvers()]
      return rested.promise
    },
    carryOn: () => {
      isOpen = true
      opened.resolve()
    },
  }
}
