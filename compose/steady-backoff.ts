import type { IBackoffFactory } from 'cockatiel'

/**
 * The same waits for a circuit breaker, by a time that only goes on. The breaker compares times of day, and one that opened an
 * hour before the clock was set back an hour would stay open for that hour.
 */
export function steadyBackoff<T>(waits: IBackoffFactory<T>): IBackoffFactory<T> {
  return {
    next: (context) => {
      const backoff = waits.next(context)
      const until = performance.now() + backoff.duration
      return {
        get duration() {
          return performance.now() < until ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
        },
        next: (context) => steadyBackoff(backoff).next(context),
      }
    },
  }
}
