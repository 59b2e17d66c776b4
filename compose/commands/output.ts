import { closestMatch } from 'leven'

/** Prints rows as a table for people, or as JSON for programs. */
export function print(json: boolean | undefined, rows: readonly Readonly<Record<string, string | number>>[]): void {
  console.log(json ? jsonOf(rows, 2) : table(rows))
}

function table(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const titles = Object.keys(rows[0] ?? {})
  const lines = [titles.map(heading), ...rows.map((row) => titles.map((title) => printable(`${row[title]}`)))]
  const widths = titles.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** What somebody sent must not steer the terminal of whoever looks at it. */
export const printable = (text: string) => text.replaceAll(/\p{Cc}/gu, '')

/** JSON that steers no terminal either: it leaves DEL and the controls above it as they are, and reads the same without them. */
export const jsonOf = (value: unknown, indent = 0) =>
  JSON.stringify(value, null, indent).replaceAll(
    /[\x7f-\x9f]/g,
    (control) => `\\u00${control.charCodeAt(0).toString(16)}`,
  )

/** `saidBy` is headed `SAID BY`. */
const heading = (name: string) => name.replaceAll(/[A-Z]/g, ' $&').toUpperCase()

/** `; did you mean place?`, if a candidate is near enough to be what was meant. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const closest = closestMatch(word, candidates, { maxDistance: Math.ceil(word.length / 2) })
  return closest === undefined ? '' : `; did you mean ${closest}?`
}
