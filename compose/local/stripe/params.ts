import { parse } from 'qs'
import { invalid } from './refusal.ts'

/** Reads one parameter, or refuses it in Stripe's words. An absent one is `undefined`. */
export type Field<T> = (value: unknown, name: string) => T
export type Fields = Readonly<Record<string, Field<unknown>>>
export type Read<F extends Fields> = { readonly [K in keyof F]: ReturnType<F[K]> }

/** Parses a form body or query with Stripe's bracket nesting: `metadata[order_id]=1&expand[]=latest_charge`. */
export function parseForm(encoded: string): Record<string, unknown> {
  return parse(encoded, { plainObjects: true, depth: 5, parameterLimit: 1_000, arrayLimit: 100 })
}

/** Several parameters, of which no other may be present. */
export function group<F extends Fields>(fields: F): Field<Read<F>> {
  const known = new Set(Object.keys(fields))
  return (value, name) => {
    const form = value ?? {}
    const nameOf = (key: string) => (name ? `${name}[${key}]` : key)
    if (typeof form !== 'object' || Array.isArray(form)) throw invalid('Invalid hash', { param: name })
    for (const key of Object.keys(form)) {
      if (known.has(key)) continue
      const message = `Received unknown parameter: ${nameOf(key)} (or one that this sandbox does not offer)`
      throw invalid(message, { code: 'parameter_unknown', param: nameOf(key) })
    }
    const given = form as Record<string, unknown>
    return Object.fromEntries(
      Object.entries(fields).map(([key, field]) => [key, field(given[key], nameOf(key))]),
    ) as Read<F>
  }
}

/** The field, or nothing. */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  return (value, name) => (value === undefined ? undefined : field(value, name))
}

/** A string that is there and says something. */
export const text: Field<string> = (value, name) => {
  if (value === undefined) throw invalid(`Missing required param: ${name}.`, { code: 'parameter_missing', param: name })
  if (typeof value !== 'string') throw invalid('Invalid string', { param: name })
  if (value === '') {
    const message = `You passed an empty string for '${name}'. It cannot be unset; remove it or give it a value.`
    throw invalid(message, { code: 'parameter_invalid_empty', param: name })
  }
  if (value.length > 5_000) throw invalid(`Invalid string: ${name} is too long`, { param: name })
  return value
}

/** A whole number, written as one. */
export const integer: Field<number> = (value, name) => {
  const digits = text(value, name)
  const code = 'parameter_invalid_integer'
  if (!/^-?\d{1,15}$/.test(digits)) throw invalid(`Invalid integer: ${digits}`, { code, param: name })
  return Number(digits)
}

/** A sum in minor units: at least 1, at most eight digits. */
export const amount: Field<number> = (value, name) => {
  const sum = integer(value, name)
  const code = 'parameter_invalid_integer'
  if (sum < 1) throw invalid('This value must be greater than or equal to 1.', { code, param: name })
  if (sum > 99_999_999) {
    throw invalid('Amount must be no more than 99999999.', { code: 'amount_too_large', param: name })
  }
  return sum
}

const currencies = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()))

/** An ISO 4217 code; Stripe answers in lower case whatever it was sent. */
export const currency: Field<string> = (value, name) => {
  const code = text(value, name).toLowerCase()
  if (!currencies.has(code)) throw invalid(`Invalid currency: ${code}.`, { param: name })
  return code
}

/** `true` or `false`. */
export const flag: Field<boolean> = (value, name) => {
  const word = text(value, name)
  if (word !== 'true' && word !== 'false') throw invalid(`Invalid boolean: ${word}`, { param: name })
  return word === 'true'
}

/** One of a few words. */
export function oneOf<const T extends string>(...words: readonly T[]): Field<T> {
  return (value, name) => {
    const given = text(value, name)
    const word = words.find((each) => each === given)
    if (!word) throw invalid(`Invalid ${name}: must be one of ${words.join(', ')}`, { param: name })
    return word
  }
}

/** A list of strings, `name[]=a&name[]=b`. */
export const texts: Field<readonly string[]> = (value, name) => {
  if (!Array.isArray(value)) throw invalid('Invalid array', { param: name })
  return value.map((each) => text(each, name))
}

/** Up to 50 pairs of the caller's own; an empty value removes its key. */
export const metadata: Field<Readonly<Record<string, string>>> = (value, name) => {
  if (value === undefined) return {}
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid('Invalid hash', { param: name })
  const pairs = Object.entries(value).filter(([, each]) => each !== '')
  if (pairs.length > 50) throw invalid('Metadata can have up to 50 keys', { param: name })
  for (const [key, each] of pairs) {
    const param = `${name}[${key}]`
    if (key.length > 40) throw invalid(`Metadata keys can be up to 40 characters long: ${key}`, { param })
    if (typeof each !== 'string') throw invalid('Invalid string', { param })
    if (each.length > 500) throw invalid('Metadata values can be up to 500 characters long', { param })
  }
  return Object.fromEntries(pairs)
}

/** `created=1700000000` or `created[gte]=…`, as a test. */
export const range: Field<(seconds: number) => boolean> = (value, name) => {
  if (typeof value === 'string') {
    const exact = integer(value, name)
    return (seconds) => seconds === exact
  }
  const { gt, gte, lt, lte } = bounds(value, name)
  const [above, from, below, upTo] = [gt ?? -Infinity, gte ?? -Infinity, lt ?? Infinity, lte ?? Infinity]
  return (seconds) => seconds > above && seconds >= from && seconds < below && seconds <= upTo
}

const bounds = group({ gt: optional(integer), gte: optional(integer), lt: optional(integer), lte: optional(integer) })
