import type { Caller } from '#subjects/envelope.ts'
import { forbidden } from '#subjects/problem.ts'

/** The shelves are the business of people who work here, and of the system itself. */
export function refuseOutsiders({ role }: Caller): void {
  if (role === 'anonymous' || role === 'customer') throw forbidden()
}
