import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { FieldError } from '#subjects/problem.ts'
import type { Shape } from '#subjects/subject.ts'
import { CannotStart } from '../run.ts'

/** What somebody typed as JSON, gave as `@file`, or pipes in as `-`, if it fits its contract. */
export async function readInput(written: string, shape: Shape<unknown>, name: string): Promise<unknown> {
  const json = await contentOf(written)
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    throw new CannotStart(`This is not JSON: ${(error as Error).message}`)
  }
  const { unstorable } = await import('#subjects/storable.ts')
  const errors = shape.matches(value) ? unstorable(json, value) : shape.errors(value)
  if (errors.length === 0) return value
  throw new CannotStart(
    `${name} does not take this\n${linesOf(errors)}\n(tradewind subjects example ${name} shows what it takes)`,
  )
}

/** Each broken rule on a line of its own: `/quantity must be >= 1`. */
export const linesOf = (errors: readonly FieldError[]): string =>
  errors.map(({ pointer, detail }) => `  ${pointer || '/'} ${detail}`).join('\n')

async function contentOf(written: string): Promise<string> {
  if (written === '-') return text(process.stdin)
  if (!written.startsWith('@')) return written
  try {
    return await readFile(written.slice(1), 'utf8')
  } catch (error) {
    throw new CannotStart(`${written.slice(1)} can not be read: ${(error as Error).message}`)
  }
}
