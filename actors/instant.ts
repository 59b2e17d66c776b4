import { invalidRequest } from '#subjects/problem.ts'

/** The moment a timestamp names. A leap second is a timestamp, too, and nothing that a Date can be. */
export function readInstant(text: string, pointer: string): Date {
  const instant = new Date(text)
  if (!Number.isNaN(instant.getTime())) return instant
  throw invalidRequest(undefined, {
    errors: [{ pointer, code: 'format', detail: 'is a second that clocks do not show' }],
  })
}
