import * as fc from 'fast-check'
import type { Api, Operation, Parameter } from './document.ts'
import type { Seen } from './seen.ts'
import { conforming, filled, type Mood, plainCharacters } from './values.ts'

type Members = Readonly<Record<string, unknown>>

/** What is sent: the parts of a request before they become one. */
export type Draft = {
  readonly path: Members
  readonly query: Members
  readonly headers: Members
  readonly body?: unknown
  /** In place of the body: this text as it is, with this content type. */
  readonly raw?: { readonly text: string; readonly type: string }
  /** In place of the operation's method. */
  readonly method?: string
  /** Put behind the address as it is. */
  readonly suffix?: string
}

/** How the values of each part are chosen. */
export type Moods = Readonly<Record<'path' | 'query' | 'headers' | 'body', Mood>>

const moods = (weights: Readonly<Record<Mood, number>>) =>
  fc.oneof(...Object.entries(weights).map(([mood, weight]) => ({ weight, arbitrary: fc.constant(mood as Mood) })))

/** Paths are mostly of what is there, or all would be refused before anything else is looked at; headers of what is not. */
export const anyMoods: fc.Arbitrary<Moods> = fc.record({
  path: moods({ seen: 8, example: 1, made: 1, mixed: 0 }),
  query: moods({ seen: 1, example: 0, made: 1, mixed: 2 }),
  headers: moods({ seen: 1, example: 0, made: 6, mixed: 0 }),
  body: moods({ seen: 2, example: 2, made: 1, mixed: 3 }),
})

/**
 * Drafts of requests that conform to the document; on demand with nothing in the body that its example does not have, and no
 * header that may be left out.
 */
export function draftOf(api: Api, { parameters, body }: Operation, onlyShown = false): fc.Arbitrary<Draft> {
  const part = (place: Parameter['in'], usual: fc.Arbitrary<object> = fc.constant({})) => {
    const own = parameters.filter((parameter) => parameter.in === place)
    const wanted = own.filter(({ required }) => required || place !== 'header' || !onlyShown)
    const values = wanted.map((parameter) => {
      const value = valueOf(api, parameter)
      return [parameter.name, parameter.required ? value : sometimes(value, place)] as const
    })
    const members = fc.record(Object.fromEntries(values), { noNullPrototype: true })
    return fc.tuple(usual, members).map(([more, members]): Members => ({ ...more, ...members }))
  }
  const parts = { path: part('path'), query: part('query'), headers: part('header', onlyShown ? undefined : packings) }
  if (!body) return fc.record(parts)
  return fc.record({ ...parts, body: conforming(api, body.schema, { ...exampleOf(body), onlyShown }) })
}

const exampleOf = ({ example }: { readonly example?: unknown }) => (example === undefined ? {} : { example })

function valueOf(api: Api, { name, in: place, schema, example }: Parameter): fc.Arbitrary<unknown> {
  const wanted = { name, ...exampleOf({ example }) }
  if (place === 'query') return conforming(api, schema, wanted)
  const plain = conforming(api, schema, { ...wanted, alphabet: plainCharacters })
  const known = standardValues[name.toLowerCase()]
  return known ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: plain }) : plain
}

/** What standards say that may be in a header, of which documents only know that it is text. */
const standardValues: Readonly<Record<string, readonly string[]>> = {
  prefer: ['respond-async', 'return=minimal', 'return=minimal, wait=0', 'return=representation', 'wait=1'],
}

/** What any client may say of the form of its answer. */
const packings = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('gzip', 'br', 'zstd', 'identity').map((way) => ({ 'accept-encoding': way })),
  },
)

/** Seldom in a query: many a parameter is opaque, and all that is made up is refused before anything else is looked at. */
const sometimes = (value: fc.Arbitrary<unknown>, place: Parameter['in']) =>
  fc.oneof({ weight: place === 'query' ? 5 : 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })

/** Fills in what was left open. */
export function completed({ path, query, headers, ...rest }: Draft, seen: Seen, moods: Moods): Draft {
  const part = (members: Members, mood: Mood) => filled(members, seen, mood) as Members
  return {
    ...rest,
    path: part(path, moods.path),
    query: part(query, moods.query),
    headers: part(headers, moods.headers),
    ...('body' in rest && { body: filled(rest.body, seen, moods.body) }),
  }
}

/** Whether a draft is a request that the document allows, and that can be sent as it is. */
export function isValid({ parameters, body }: Operation, draft: Draft, fits: Fits): boolean {
  const isFit = ({ name, in: place, schema }: Parameter) => {
    const value = draft[place === 'header' ? 'headers' : place][name]
    return value === undefined || (fits(schema, value) && isSendable(value, place))
  }
  return parameters.every(isFit) && (!body || fits(body.schema, draft.body))
}

/** Whether a value conforms to a schema. */
export type Fits = (schema: Parameter['schema'], value: unknown) => boolean

/** Clients themselves refuse other characters in headers, and an empty or dotted segment is another address. */
export const isSendable = (value: unknown, place: Parameter['in']): boolean => {
  const text = String(value)
  if (place === 'header') return /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text)
  return place === 'query' || !/^\.{0,2}$/.test(text)
}
