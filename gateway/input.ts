import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifySchemaCompiler, preParsingHookHandler } from 'fastify'
import { type FieldError, invalidRequest } from '#subjects/problem.ts'
import { shape } from '#subjects/subject.ts'
import { holdsCardNumber } from './card-numbers.ts'
import { invalidJson, unsupportedMediaType } from './problem.ts'
import type { ObjectSchema } from './route.ts'

/** Checks a part of a request against the contract's schema. Path and query are texts and are read as what they stand for; a body is never bent to fit. */
export const checkInput: FastifySchemaCompiler<ObjectSchema> = ({ schema, httpPart }) => {
  const part = shape<ObjectSchema>(schema)
  const read = httpPart === 'body' ? (given: unknown) => given ?? {} : textReader(schema)
  return (given: Record<string, unknown>) => {
    const value = read(given)
    if (part.matches(value)) return { value }
    const errors = part.errors(shortened(value))
    // What is wrong beyond that is in a text that may be long, and of which nothing takes long to see.
    return { error: invalidRequest(undefined, { errors: errors.length > 0 ? errors : part.errors(value) }) }
  }
}

/** More than any contract has room for in a list, and in a text other than a whole list. */
const [mostItems, mostCharacters] = [1_000, 8_192]

/**
 * What is as wrong as `value` and no longer than it takes to see that: to name its faults all rules are looked at, those too
 * that take the square of the time for what is far too long.
 */
function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, mostCharacters)
  if (Array.isArray(value)) return value.slice(0, mostItems).map(shortened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shortened(member)]))
}

/** A text that is not exactly a value of its type stays a text, so that the check can name it. */
function textReader({ properties }: ObjectSchema): (given: Record<string, unknown>) => Record<string, unknown> {
  const members = Object.entries(properties)
  const typed = members.flatMap(([name, { type }]) => (type && readers[type] ? [[name, readers[type]] as const] : []))
  const defaults = members.filter(([, schema]) => schema.default !== undefined)
  if (typed.length === 0 && defaults.length === 0) return (given) => given
  return (given) => {
    const values = { ...given }
    for (const [name, read] of typed) if (typeof values[name] === 'string') values[name] = read(values[name])
    for (const [name, schema] of defaults) values[name] ??= schema.default
    return values
  }
}

const readNumber = (text: string) => (/^-?\d{1,16}(\.\d{1,16})?$/.test(text) ? Number(text) : text)

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  integer: readNumber,
  number: readNumber,
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : text),
}

/** Of a body that was never announced the end has passed before anybody listens, and a parser would wait for it for ever. */
export function endEmptyBodies(app: FastifyInstance): void {
  const end: preParsingHookHandler = (_request, _reply, payload, done) =>
    done(null, (payload as Readable).readableEnded ? Readable.from([]) : payload)
  app.addHook('onRoute', (route) => {
    if ([route.method].flat().every((method) => method === 'GET' || method === 'HEAD')) return
    route.preParsing = [end, ...[route.preParsing ?? []].flat()]
  })
}

const deepest = 20

/** Reads bodies as JSON and nothing else: no other media type, no `__proto__`, nothing deep enough to hurt whoever walks it. */
export function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'buffer' },
    (request, bytes: Buffer, done) => {
      const encoding = request.headers['content-encoding'] ?? 'identity'
      if (encoding !== 'identity')
        return done(unsupportedMediaType('Bodies are accepted only without content encoding'))
      if (bytes.length === 0) return done(null, undefined)
      if (!isUtf8(bytes)) return done(invalidJson('The body is not UTF-8'))
      const text = bytes.toString()
      void parse(request, text, (error, value: unknown) => done(error ?? refusalOf(text, value), value))
    },
  )
}

function refusalOf(text: string, value: unknown) {
  const fault = value === null ? { pointer: '', code: 'type', detail: 'must be object' } : faultIn(value, 1)
  if (fault) return invalidRequest(undefined, { errors: [fault] })
  return saysTwice(text, value) ? invalidJson('The body names a member twice') : null
}

/** Of two members with one name another reader of the same body may take the other one (RFC 8259, 4). */
function saysTwice(text: string, value: unknown): boolean {
  const colons = text.replaceAll(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '').split(':').length - 1
  return colons !== membersOf(value)
}

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const members = Object.values(value)
  return members.reduce<number>((sum, member) => sum + membersOf(member), Array.isArray(value) ? 0 : members.length)
}

/** Cards are shown to the payment provider and to nobody here: neither the answer nor a log repeats the number. */
const cardNumber: FieldError = {
  pointer: '',
  code: 'card-number',
  detail: 'must not hold the number of a card',
}

/** What no contract can say of itself: how deep JSON may nest, and that no text may hold the character databases refuse, or a card. */
export function faultIn(value: unknown, depth: number): FieldError | undefined {
  if ((typeof value === 'string' || typeof value === 'number') && holdsCardNumber(value)) return cardNumber
  if (typeof value === 'string') {
    return value.includes('\0') ? { pointer: '', code: 'nul', detail: 'must not contain U+0000' } : undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > deepest) return { pointer: '', code: 'depth', detail: `must not be nested deeper than ${deepest}` }
  for (const [name, member] of Object.entries(value)) {
    // A pointer to it would tell the number.
    if (holdsCardNumber(name)) return cardNumber
    const fault = faultIn(member, depth + 1) ?? faultIn(name, depth)
    if (fault) return { ...fault, pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}${fault.pointer}` }
  }
  return undefined
}
