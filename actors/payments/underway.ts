/** Work that its timer does not wait for: so much at once, and all of it finished before its process lets go of anything. */
export type Underway = AsyncDisposable & {
  /** Waits until there is room, and says for how much. */
  room(): Promise<number>
  /** Takes note of work that was started; it must not fail. */
  add(work: Promise<void>): void
  /** Waits until all of it is finished. */
  idle(): Promise<void>
}

export function openUnderway(most: number): Underway {
  const working = new Set<Promise<void>>()
  const idle = async () => {
    await Promise.allSettled(working)
  }
  return {
    room: async () => {
      while (working.size >= most) await Promise.race(working)
      return most - working.size
    },
    add: (work) => {
      const each = work.finally(() => working.delete(each))
      working.add(each)
    },
    idle,
    [Symbol.asyncDispose]: idle,
  }
}
