import * as fc from 'fast-check'
import type { Api, Schema } from './document.ts'
import type { Company, Seen, Sought } from './seen.ts'

/** Where the value of a member comes from when it is sent. */
const sources = ['seen', 'example', 'made'] as const

type Source = (typeof sources)[number]

/** How the values of a request are chosen: all from one source, or each from its own. */
export type Mood = Source | 'mixed'

/** A place in a generated value that is filled in when it is sent. */
class Open {
  readonly name: string
  readonly schema: Schema
  readonly made: unknown
  readonly example: unknown
  readonly choice: number
  constructor({ name, schema, choice }: Sought, { made, example }: { made: unknown; example: unknown }) {
    this.name = name
    this.schema = schema
    this.choice = choice
    this.made = made
    this.example = example
  }
  toJSON(): unknown {
    return this.made
  }
}

/** Fills in what has been seen, what the document shows, or what was made up. */
export function filled(value: unknown, seen: Seen, mood: Mood, company: Company = {}): unknown {
  if (value instanceof Open) {
    const { name, schema, made, example, choice } = value
    const source = mood === 'mixed' ? sources[choice % sources.length] : mood
    const sought = { name, schema, choice: Math.floor(choice / sources.length) }
    const found = source === 'seen' ? seen.pick(sought, company) : undefined
    return found ?? (source === 'made' ? undefined : example) ?? filled(made, seen, mood)
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, seen, mood))
  if (typeof value !== 'object' || value === null) return value
  const own: Company = {}
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filled(member, seen, mood, own)]))
}

/** What a value is to be like beyond its schema. */
export type Wanted = {
  /** Of the member it is for; without one it is always made up. */
  readonly name?: string
  readonly example?: unknown
  /** Nothing is to be there that the example does not have. */
  readonly onlyShown?: boolean
  /** Free text is made of these characters. */
  readonly alphabet?: readonly string[]
}

/** Values that conform to a schema, some of them open until they are sent. */
export function conforming(api: Api, given: Schema, wanted: Wanted = {}): fc.Arbitrary<unknown> {
  const schema = api.resolve(given)
  const { name, example = schema.example } = wanted
  const made = madeUp(api, schema, { ...wanted, example })
  const isWhole = ['string', 'integer', 'number'].includes(typeOf(schema)) || schema.anyOf !== undefined
  if (name === undefined || schema.enum || schema.const !== undefined || !isWhole) return made
  return fc
    .tuple(made, fc.noBias(fc.nat()))
    .map(([made, choice]) => new Open({ name, schema, choice }, { made, example }))
}

const typeOf = ({ type }: Schema) => (Array.isArray(type) ? String(type[0]) : String(type))

function madeUp(api: Api, schema: Schema, wanted: Wanted): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.allOf) return conforming(api, merged(api, schema), wanted)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => madeUp(api, api.resolve(choice), wanted)))
  switch (typeOf(schema)) {
    case 'string':
      return texts(schema, wanted.alphabet ?? anyCharacters)
    case 'integer':
      return integers(schema)
    case 'number':
      return fc.double({ ...numbers(schema), noNaN: true, noDefaultInfinity: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return lists(api, schema, wanted)
    case 'object':
      return objects(api, schema, wanted)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

const numbers = ({ minimum: min = -1_000_000, maximum: max = 1_000_000 }: Schema) => ({ min, max })

/** The ends of the range, anything in it, and as often something small: great numbers get few requests done. */
function integers(schema: Schema): fc.Arbitrary<number> {
  const { min, max } = numbers(schema)
  const small = { min: Math.max(min, Math.min(1, max)), max: Math.min(max, Math.max(9, min)) }
  const ends = fc.constantFrom(min, max)
  return fc.oneof(
    { weight: 1, arbitrary: ends },
    { weight: 1, arbitrary: fc.integer({ min, max }) },
    { weight: 2, arbitrary: fc.integer(small) },
  )
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

function texts(schema: Schema, alphabet: readonly string[]): fc.Arbitrary<string> {
  const { pattern, format, minLength = 0, maxLength = 2 * longest } = schema
  const fits = (text: string) => {
    const { length } = Array.from(text)
    return length >= minLength && length <= maxLength && (!pattern || new RegExp(pattern, 'u').test(text))
  }
  if (format === 'email') return emails.filter(fits)
  if (format === 'date') return days
  if (format === 'date-time') return fc.oneof({ weight: 3, arbitrary: instants }, { weight: 1, arbitrary: oddInstants })
  // Of characters that each fit by themselves a text fits at once; others are found by their pattern.
  const isFree = !pattern || /^\^\[(\\.|[^\]\\])*\]\*\$$/.test(pattern)
  if (isFree)
    return freeTexts(
      { minLength, maxLength },
      alphabet.filter((character) => !pattern || new RegExp(pattern, 'u').test(character)),
    )
  return matching(pattern).filter(fits)
}

const known = new Map<string, fc.Arbitrary<string>>()

/** Texts that match a pattern. To prepare them takes long, and one pattern stands in many places. */
function matching(pattern: string): fc.Arbitrary<string> {
  const texts = known.get(pattern) ?? fc.stringMatching(new RegExp(pattern, 'u'))
  known.set(pattern, texts)
  return texts
}

/** Of some characters there is more in a text than its length says. */
const heavyCharacters = ['ß', '漢', '😀', '"']

function freeTexts({ minLength, maxLength }: { minLength: number; maxLength: number }, alphabet: readonly string[]) {
  const unit = fc.constantFrom(...alphabet)
  const usual = Math.min(maxLength, Math.max(minLength, longest))
  const heavy = [...alphabet.slice(0, 1), ...alphabet.filter((unit) => heavyCharacters.includes(unit))]
  return fc.oneof(
    { weight: 9, arbitrary: fc.string({ unit, minLength, maxLength: usual }) },
    { weight: 1, arbitrary: fc.constantFrom(...heavy).map((unit) => unit.repeat(Math.min(maxLength, 10_000))) },
  )
}

const dates = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
const days = dates.map((date) => date.toISOString().slice(0, 10))
const instants = dates.map((date) => date.toISOString())

/** Other ways to write a time (RFC 3339), and times far off. */
const oddInstants = fc.constantFrom(
  '2030-02-28T23:59:59Z',
  '2028-02-29T00:00:00.123456789Z',
  '2030-01-01T00:00:00+14:00',
  '2030-12-31T23:59:59.9-12:00',
  '2030-06-01t12:00:00z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
)

const emails = fc
  .tuple(fc.stringMatching(/^[a-z][a-z0-9.+-]{0,20}[a-z0-9]$/), fc.constantFrom('example.com', 'mail.example.org'))
  .filter(([name]) => !name.includes('..'))
  .map((parts) => parts.join('@'))

function lists(api: Api, schema: Schema, { name, example, onlyShown = false }: Wanted): fc.Arbitrary<unknown> {
  const { items = {}, minItems = 0, maxItems = 5, uniqueItems } = schema
  const most = Math.max(minItems, Math.min(maxItems, onlyShown && Array.isArray(example) ? example.length : 5))
  const shown = Array.isArray(example) ? { example: (example as readonly unknown[])[0] } : {}
  const item = conforming(api, items, { ...(name !== undefined && { name }), onlyShown, ...shown })
  const several = (maxLength: number) =>
    uniqueItems
      ? fc.uniqueArray(item, { minLength: minItems, maxLength, selector: (one) => JSON.stringify(one) })
      : fc.array(item, { minLength: minItems, maxLength })
  if (onlyShown) return several(most)
  const short = several(Math.max(minItems, 1))
  const full = several(Math.max(minItems, Math.min(maxItems, 100)))
  return fc.oneof(
    { weight: 8, arbitrary: several(most) },
    { weight: 8, arbitrary: short },
    { weight: 1, arbitrary: full },
  )
}

function objects(api: Api, schema: Schema, { example, onlyShown = false }: Wanted): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], patternProperties = {}, additionalProperties } = schema
  const shown = (typeof example === 'object' && example !== null ? example : {}) as Readonly<Record<string, unknown>>
  const known = Object.entries(properties).filter(([name]) => !onlyShown || name in shown)
  const members = Object.fromEntries(
    known.map(([name, member]) => [
      name,
      conforming(api, member, { name, onlyShown, ...(name in shown && { example: shown[name] }) }),
    ]),
  )
  const requiredKeys = onlyShown ? Object.keys(members) : required.filter((name) => name in members)
  const whole = fc.record(members, { requiredKeys, noNullPrototype: true })
  const singles = Object.entries(members).map(([name, member]) => fc.record({ [name]: member }))
  // Of what may all be left out, often all but one: the more there is, the less of it is accepted.
  const fixed = requiredKeys.length > 0 || singles.length < 2 ? whole : fc.oneof(whole, fc.oneof(...singles))
  const [free] = [
    ...Object.entries(patternProperties).map(([pattern, member]) => ({
      names: texts({ pattern, maxLength: 40 }, anyCharacters),
      member,
    })),
    ...(typeof additionalProperties === 'object'
      ? [{ names: fc.string({ maxLength: 20 }), member: additionalProperties }]
      : []),
  ]
  if (!free) return fixed
  const { minProperties: minKeys = 0, maxProperties = 5 } = schema
  const others = fc.dictionary(free.names, conforming(api, free.member), {
    minKeys,
    maxKeys: Math.min(maxProperties, 5),
    noNullPrototype: true,
  })
  return fc.tuple(fixed, others).map(([known, more]) => ({ ...more, ...(known as object) }))
}
