import * as fc from 'fast-check'
import type { Api, Schema } from './document.ts'

/** Values that answers have shown, by the pattern they fit: ids of things that are there make requests that lead somewhere. */
export type Seen = {
  note(value: unknown): void
  /** Any of the values seen that fit, chosen by `choice`; undefined if none was. */
  pick(pattern: string, choice: number): string | undefined
}

/** A place in a generated value that is filled in when it is sent. */
class SeenValue {
  readonly pattern: string
  readonly choice: number
  readonly otherwise: string
  readonly fits: (text: string) => boolean
  constructor(pattern: string, { choice, otherwise, fits }: Omit<SeenValue, 'pattern'>) {
    this.pattern = pattern
    this.choice = choice
    this.otherwise = otherwise
    this.fits = fits
  }
}

const keptPerPattern = 200

/** Remembers what answers say under each of the patterns that the document knows. */
export function seenValues(patterns: readonly string[]): Seen {
  const byPattern = new Map(
    patterns.map((pattern) => [pattern, { test: new RegExp(pattern, 'u'), values: [] as string[] }]),
  )
  const noteText = (text: string) => {
    for (const { test, values } of byPattern.values()) {
      if (!test.test(text) || values.includes(text)) continue
      if (values.push(text) > keptPerPattern) values.shift()
    }
  }
  const note = (value: unknown): void => {
    if (typeof value === 'string') noteText(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(note)
  }
  return {
    note,
    pick: (pattern, choice) => {
      const values = byPattern.get(pattern)?.values ?? []
      return values[choice % Math.max(values.length, 1)]
    },
  }
}

/** Fills in what has been seen. */
export function filled(value: unknown, seen: Seen): unknown {
  if (value instanceof SeenValue) {
    const found = seen.pick(value.pattern, value.choice)
    return found !== undefined && value.fits(found) ? found : value.otherwise
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, seen))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filled(member, seen)]))
}

/** Patterns of names that the system gives: a value of one leads nowhere unless it was seen. */
export const isName = (pattern: string) => /^\^\(?[a-z]+_|^\^\[[A-Za-z0-9]/.test(pattern)

/** Values that conform to a schema, with free text made of these characters. */
export function conforming(api: Api, given: Schema, alphabet = anyCharacters): fc.Arbitrary<unknown> {
  const schema = api.resolve(given)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.allOf) return conforming(api, merged(api, schema), alphabet)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => conforming(api, choice, alphabet)))
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'string':
      return texts(schema, alphabet)
    case 'integer':
      return fc.oneof(...edges(schema).map(fc.constant), fc.integer(numbers(schema)))
    case 'number':
      return fc.double({ ...numbers(schema), noNaN: true, noDefaultInfinity: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return lists(api, schema)
    case 'object':
      return objects(api, schema)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

const numbers = ({ minimum: min = -1_000_000, maximum: max = 1_000_000 }: Schema) => ({ min, max })

function edges(schema: Schema): readonly number[] {
  const { min, max } = numbers(schema)
  return [min, max]
}

function merged(api: Api, { allOf = [], ...rest }: Schema): Schema {
  return [...allOf.map((part) => api.resolve(part)), rest].reduce<Schema>(
    (sum, part) => ({
      ...sum,
      ...part,
      properties: { ...sum.properties, ...part.properties },
      required: [...(sum.required ?? []), ...(part.required ?? [])],
    }),
    {},
  )
}

const longest = 60

/** Characters that some program somewhere has stumbled over, among plain ones. */
const anyCharacters: readonly string[] = [
  ...Array.from(
    'abcXYZ0189 _-.,;:/\\\'"`<>{}[]()%&?#=+*$€äßñ漢字عر\u0000\u0007\t\n\u007f\u00a0\u00ad\u0301\u200b\u2028\u202e\ufeff\ufffd',
  ),
  '😀',
  '𝒳',
  '\u{10ffff}',
]

/** Those that an address or a header takes as they are. */
export const plainCharacters = anyCharacters.filter((character) => /^[!-.0-~]$/.test(character))

function texts(schema: Schema, alphabet: readonly string[]): fc.Arbitrary<unknown> {
  const { pattern, format, minLength = 0, maxLength = 2 * longest } = schema
  const fits = (text: string) => {
    const { length } = Array.from(text)
    return length >= minLength && length <= maxLength && (!pattern || new RegExp(pattern, 'u').test(text))
  }
  if (format === 'email') return emails.filter(fits)
  if (format === 'date')
    return fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((date) => date.toISOString().slice(0, 10))
  if (format === 'date-time')
    return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toISOString())
  // Of characters that each fit by themselves a text fits at once; others are found by their pattern.
  const isFree = !pattern || /^\^\[(\\.|[^\]\\])*\]\*\$$/.test(pattern)
  if (isFree)
    return freeTexts(
      { minLength, maxLength },
      alphabet.filter((character) => !pattern || new RegExp(pattern, 'u').test(character)),
    )
  const made = fc.stringMatching(new RegExp(pattern, 'u')).filter(fits)
  if (!isName(pattern)) return made
  const seen = fc
    .tuple(fc.nat(), made)
    .map(([choice, otherwise]) => new SeenValue(pattern, { choice, otherwise, fits }))
  return fc.oneof({ weight: 4, arbitrary: seen }, { weight: 1, arbitrary: made })
}

function freeTexts({ minLength, maxLength }: { minLength: number; maxLength: number }, alphabet: readonly string[]) {
  const unit = fc.constantFrom(...alphabet)
  const usual = Math.min(maxLength, Math.max(minLength, longest))
  return fc.oneof(
    { weight: 9, arbitrary: fc.string({ unit, minLength, maxLength: usual }) },
    { weight: 1, arbitrary: fc.constant('x'.repeat(Math.min(maxLength, 10_000))) },
  )
}

const emails = fc
  .tuple(fc.stringMatching(/^[a-z][a-z0-9.+-]{0,20}[a-z0-9]$/), fc.constantFrom('example.com', 'mail.example.org'))
  .filter(([name]) => !name.includes('..'))
  .map((parts) => parts.join('@'))

function lists(api: Api, { items = {}, minItems = 0, maxItems = 5, uniqueItems }: Schema): fc.Arbitrary<unknown> {
  const lengths = { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 5)) }
  const item = conforming(api, items)
  return uniqueItems
    ? fc.uniqueArray(item, { ...lengths, selector: (one) => JSON.stringify(one) })
    : fc.array(item, lengths)
}

function objects(api: Api, schema: Schema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], patternProperties = {}, additionalProperties } = schema
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, member]) => [name, conforming(api, member)]),
  )
  const requiredKeys = required.filter((name) => name in properties)
  const fixed = fc.record(members, { requiredKeys, noNullPrototype: true })
  const [free] = [
    ...Object.entries(patternProperties).map(([pattern, member]) => ({
      names: texts({ pattern, maxLength: 40 }, anyCharacters).map((name) =>
        name instanceof SeenValue ? name.otherwise : name,
      ),
      member,
    })),
    ...(typeof additionalProperties === 'object'
      ? [{ names: fc.string({ maxLength: 20 }), member: additionalProperties }]
      : []),
  ]
  if (!free) return fixed
  const { minProperties: minKeys = 0, maxProperties = 5 } = schema
  const others = fc.dictionary(free.names as fc.Arbitrary<string>, conforming(api, free.member), {
    minKeys,
    maxKeys: Math.min(maxProperties, 5),
    noNullPrototype: true,
  })
  return fc.tuple(fixed, others).map(([known, more]) => ({ ...more, ...(known as object) }))
}
