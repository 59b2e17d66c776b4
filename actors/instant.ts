import { invalidRequest } from '#subjects/problem.ts'

/**
 * The moment a timestamp names. A leap second is a timestamp, too, and nothing that a Date can be; and Postgres takes no year
 * that is not written with four digits, or is 0.
 */
export function readInstant(text: string, pointer: string): Date {
  const instant = new Date(text)
  const year = instant.getUTCFullYear()
  if (year >= 1 && year <= 9999) return instant
  const detail = Number.isNaN(year) ? 'is a second that clocks do not show' : 'is before the year 1, or after 9999'
  throw invalidRequest(undefined, { errors: [{ pointer, code: 'format', detail }] })
}
