/** How long a client waits before it tries a server again, at least and at most. */
const [leastMs, mostMs] = [250, 500]

/** Says at once that the wait for any server is over, whenever that was tried. */
const over = -Number.MAX_SAFE_INTEGER

/**
 * How long the client has to wait, each time it asks. It notes by the time of day when it tried a server, and so would wait an
 * hour for one that it tried before that was set back an hour; here a time counts that only goes on.
 */
export function reconnectDelay(): () => number {
  let triedAt = Number.NEGATIVE_INFINITY
  let waitMs = 0
  return () => {
    const now = performance.now()
    const leftMs = triedAt + waitMs - now
    if (leftMs > 0) return Math.ceil(leftMs)
    triedAt = now
    waitMs = leastMs + Math.random() * (mostMs - leastMs)
    return over
  }
}
