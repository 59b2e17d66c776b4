import { ErrorCode, Events, type Status } from 'nats'

/** As long a refusal that was told is not told again, while every message may meet it. */
const quietMs = 60_000
/** Refusals of so many subjects are told in that time; subjects may be made up. */
const mostTold = 20

/** Passes on what the broker refuses `name`: each of it once a minute. */
export function tellingDenials(name: string, tell: (error: Error) => void) {
  const told = new Map<string, number>()
  return ({ type, data, permissionContext: denied }: Status): void => {
    if (type !== Events.Error) return
    const isShutOut = data === ErrorCode.AuthorizationViolation || data === ErrorCode.AuthenticationExpired
    if (!denied && !isShutOut) return
    const now = performance.now()
    for (const [words, at] of told) if (now - at >= quietMs) told.delete(words)
    const words = denied
      ? `The broker refuses ${name} the ${denied.operation} of ${denied.subject}`
      : `The broker lets ${name} in no more`
    if (told.has(words) || told.size >= mostTold) return
    told.set(words, now)
    tell(new Error(words))
  }
}
