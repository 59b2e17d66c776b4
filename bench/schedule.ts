/**
 * When the next operation is meant to begin, in ms since the load began; `undefined` after the last. In open loop that can
 * lie in the past: whoever begins late counts from then, so that a stall is seen by everybody who would have come meanwhile.
 */
export type Schedule = (nowMs: number) => number | undefined

/** One operation after the other, as soon as somebody is free, until the time is over. */
export function closedLoop(durationMs: number): Schedule {
  return (nowMs) => (nowMs < durationMs ? nowMs : undefined)
}

/** `rate` operations a second, evenly spread, whether or not anybody is free. */
export function openLoop(rate: number, durationMs: number): Schedule {
  const count = Math.max(1, Math.floor((rate * durationMs) / 1_000))
  let begun = 0
  return () => (begun < count ? (begun++ * 1_000) / rate : undefined)
}
