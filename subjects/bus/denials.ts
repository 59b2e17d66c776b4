/** As long a refusal that was told is not told again, while every message may meet it. */
const quietMs = 60_000
/** Refusals of so many subjects are told in that time; subjects may be made up. */
const mostTold = 20

/** Passes on what the broker refuses `name`: each of it once a minute. */
export function tellingDenials(name: string, tell: (error: Error) => void) {
  const told = new Map<string, number>()
  return (operation: string, subject: string): void => {
    const now = performance.now()
    for (const [words, at] of told) if (now - at >= quietMs) told.delete(words)
    const words = `The broker refuses ${name} the ${operation} of ${subject}`
    if (told.has(words) || told.size >= mostTold) return
    told.set(words, now)
    tell(new Error(words))
  }
}
