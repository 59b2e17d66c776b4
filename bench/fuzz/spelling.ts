/** The same JSON in other words: every text in escapes, whole numbers with a fraction or an exponent, members the other way round, blanks between all. */
export function respelled(value: unknown): string {
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value % 2 === 0 ? `${value}.0` : `${value}0e-1`
  if (Array.isArray(value)) return ` [ ${value.map(respelled).join(' ,\r\n\t')} ] `
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return ` {\n${members
    .toReversed()
    .map(([name, member]) => `${escaped(name)} : ${respelled(member)}`)
    .join(' , ')}\n} `
}

const escaped = (text: string) =>
  `"${Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`
