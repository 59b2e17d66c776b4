import type { FieldError } from './problem.ts'

/** In JSON, what no database stores as text can only stand as an escape: NUL, or half of a surrogate pair. */
const suspicious = /\\u(?:0000|d[89a-f])/i

/** Whether there may be such a thing in what was read from `json`. */
export const mayBeUnstorable = (json: string): boolean => suspicious.test(json)

/** Points at every text in `value` that cannot be stored; `json` is what it was read from. */
export const unstorable = (json: string, value: unknown): FieldError[] =>
  mayBeUnstorable(json)
    ? textsOf(value, '').flatMap(([pointer, text]) => (isStorable(text) ? [] : [fault(pointer)]))
    : []

const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0')

const fault = (pointer: string): FieldError => ({
  pointer,
  code: 'text',
  detail: 'must not hold NUL or half a surrogate pair',
})

function textsOf(value: unknown, pointer: string): [string, string][] {
  if (typeof value === 'string') return [[pointer, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => [
    ...(isStorable(name) ? [] : [[pointer, name] as [string, string]]),
    ...textsOf(member, `${pointer}/${name}`),
  ])
}
