import type { Envelope } from '#subjects/envelope.ts'
import { preconditionFailed } from '#subjects/problem.ts'

/**
 * Refuses a command that is meant for another version than the one there is. The transaction must hold the row, or the
 * version could change between this look and the write.
 */
export function refuseOtherVersion({ ifVersion }: Envelope, current: { readonly version: number }): void {
  const { version } = current
  if (ifVersion === undefined || ifVersion === '*' || ifVersion.includes(version)) return
  throw preconditionFailed(`It is at version ${version} by now`, { version, current })
}
