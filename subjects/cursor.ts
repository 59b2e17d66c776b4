import { problem } from './problem.ts'

export const cursorInvalid = problem('cursor-invalid', 400, 'The cursor does not belong to this list')

/** Where a page ended, as a caller hands it back: opaque, and good for the one list it came from. */
export const writeCursor = (list: string, place: string): string =>
  Buffer.from(JSON.stringify([list, place])).toString('base64url')

/** The place a cursor stands for; refused unless it came from this list. */
export function readCursor(cursor: string, list: string): string {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(read) && read.length === 2 && read[0] === list && isText(read[1])) return read[1]
  } catch {
    // Not even JSON, so not one of ours either.
  }
  throw cursorInvalid()
}

/** Postgres takes no text with a zero byte in it, and no id or number we hand out has one. */
const isText = (place: unknown): place is string => typeof place === 'string' && !place.includes('\0')
