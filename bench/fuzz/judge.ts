import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { Api, Operation, Response, Schema } from './document.ts'

export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** Of a stream, the data of its first events. */
  readonly events?: readonly string[]
  /** It was asked to leave out members, so that none is missing. */
  readonly partial?: boolean
}

/** What an answer was expected to be, going by the document alone. */
export type Expectation =
  /** The request conforms. `admitted`: the caller may do everything, so that not even 401 and 403 will do; `keptOut`: nothing they show opens it. */
  | { readonly kind: 'valid'; readonly admitted: boolean; readonly keptOut: boolean }
  /** It breaks one rule: the answer says so, and names the place. */
  | {
      readonly kind: 'broken'
      readonly statuses: readonly number[]
      readonly pointer?: string
      readonly admitted: boolean
    }
  /** Nobody knows; only that the answer is one of those described. */
  | { readonly kind: 'hostile' }

/** Refusals that any server of HTTP may give to what is no proper request, described or not. */
const always = [400, 404, 405, 406, 408, 413, 414, 415, 416, 431]

/** Refusals of a request for its form. */
const formal = [400, 405, 406, 411, 413, 414, 415, 431]

export type Judge = (operation: Operation, answer: Answer, expectation: Expectation) => readonly string[]

/** Holds answers to what the document says of them; what it returns are findings, and none is good. */
export function judge(api: Api): Judge {
  const [whole, unrequired] = [checks(api), checks({ schemas: withoutRequired(api.schemas) })]
  const shortened = new Map<Schema, Schema>()
  const partial = (schema: Schema, value: unknown) => {
    const short = shortened.get(schema) ?? withoutRequired(schema)
    shortened.set(schema, short)
    return unrequired(short, value)
  }
  return (operation, answer, expectation) => {
    const { status } = answer
    if (status >= 500) return [`answers ${status}`]
    const response = operation.responses[status]
    const isRefusal = always.includes(status) && expectation.kind !== 'valid'
    if (!response && isPage(operation, answer)) return []
    if (!response && !isRefusal) return [`answers ${status}, which is not described`]
    // What is odd enough is refused before anybody knows what it was meant for.
    const isUnread = isRefusal && expectation.kind === 'hostile' && status !== 404
    return [
      ...(response && !isUnread
        ? described(response, answer, {
            check: answer.partial && status < 300 ? partial : whole,
            head: operation.method === 'HEAD',
          })
        : problem(answer, whole)),
      ...expected(operation, answer, expectation),
    ]
  }
}

/** Pages for people are no operations, and may stand where one is. */
const isPage = ({ method }: Operation, { status, headers }: Answer) =>
  (method === 'GET' || method === 'HEAD') && status < 400 && (headers['content-type'] ?? '').startsWith('text/html')

/** The same schemas, in which nothing has to be there, and so several alternatives may fit. */
const withoutRequired = <T extends object>(part: T): T =>
  JSON.parse(
    JSON.stringify(part, (key, value: unknown) =>
      key === 'required' && Array.isArray(value) ? undefined : value,
    ).replaceAll('"oneOf":', '"anyOf":'),
  ) as T

/** Says what is wrong about a value. */
export function checks({ schemas }: Pick<Api, 'schemas'>): (schema: Schema, value: unknown) => string | undefined {
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true })
  formats.default(ajv)
  ajv.addSchema({ $id: 'api', components: { schemas } })
  const compiled = new Map<Schema, ValidateFunction>()
  const compile = (schema: Schema) => {
    // References in the document are to the document.
    const whole = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/')) as object
    return ajv.compile(whole)
  }
  return (schema, value) => {
    const validate = compiled.get(schema) ?? compile(schema)
    compiled.set(schema, validate)
    return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: '' })
  }
}

type Means = { readonly check: ReturnType<typeof checks>; readonly head: boolean }

function described({ headers = {}, content }: Response, answer: Answer, { check, head }: Means): readonly string[] {
  const found: string[] = []
  for (const [name, { schema, required }] of Object.entries(headers)) {
    const value = answer.headers[name.toLowerCase()]
    if (value === undefined && required) found.push(`lacks the header ${name}`)
    if (value === undefined || !schema) continue
    const wrong = check(schema, schema.type === 'integer' ? Number(value) : value)
    if (wrong) found.push(`has a header ${name} that is not as described: ${wrong}`)
  }
  const type = (answer.headers['content-type'] ?? '').split(';')[0]?.trim() ?? ''
  if (!content || Object.keys(content).length === 0) {
    if (answer.text !== '') found.push('has a body, and none is described')
    return found
  }
  // Who would rather have no body is not sent one (RFC 7240, 4.2).
  if (answer.text === '' && /\breturn=minimal\b/.test(answer.headers['preference-applied'] ?? '')) return found
  const shape = content[type]
  if (!shape) return [...found, `is ${type || 'of no type'}, and that is not described`]
  if (head || !shape.schema) return found
  const { schema } = shape
  for (const event of answer.events ?? []) {
    const wrong = check(schema, JSON.parse(event))
    if (wrong) return [...found, `sends an event that is not as described: ${wrong}`]
  }
  if (!type.endsWith('json')) return found
  const wrong = check(schema, JSON.parse(answer.text))
  return wrong ? [...found, `is not as described for ${answer.status}: ${wrong}`] : found
}

const anyProblem: Schema = { $ref: '#/components/schemas/Problem' }

function problem({ status, headers, text }: Answer, check: Means['check']): readonly string[] {
  if (headers['content-type'] !== 'application/problem+json')
    return [`answers ${status} with something that is no problem`]
  const wrong = text === '' ? undefined : check(anyProblem, JSON.parse(text))
  return wrong ? [`has a problem for ${status} that is not as described: ${wrong}`] : []
}

type Refusal = {
  readonly code?: string
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[]
}

/** Refusals of who asks, and not of what. */
const aboutTheCaller = ['unauthorized', 'token-invalid', 'cart-token-invalid', 'api-key-invalid', 'forbidden']

/**
 * A code of its own says that the request was understood: what `cursor-invalid` refuses is a cursor by its form. Not so where
 * the document says exactly what a parameter may be.
 */
function isAboutTheForm({ code, errors = [] }: Refusal, { parameters }: Operation): boolean {
  if (code === undefined || code === 'invalid-request' || code === 'malformed-request') return true
  const exact = parameters.filter(({ schema }) => schema.pattern ?? schema.enum)
  return errors.some(({ pointer }) => exact.some(({ name }) => pointer === `/${name}`))
}

function expected(operation: Operation, answer: Answer, expectation: Expectation): readonly string[] {
  if (expectation.kind === 'hostile') return []
  const { status } = answer
  const refusal: Refusal = status >= 400 && answer.text !== '' ? (JSON.parse(answer.text) as Refusal) : {}
  if (!expectation.admitted && [401, 403].includes(status)) return []
  if (aboutTheCaller.includes(refusal.code ?? '')) return [`answers ${status} to somebody who may`]
  const isForm = isAboutTheForm(refusal, operation)
  if (expectation.kind === 'valid') {
    if (expectation.keptOut && status < 400) return ['serves a caller to whom it is not open']
    return formal.includes(status) && isForm ? [`refuses a valid request: ${answer.text.slice(0, 500)}`] : []
  }
  const { statuses, pointer } = expectation
  if (status < 400) return [`accepts an invalid request with ${status}`]
  if (!statuses.includes(status)) return [`answers ${status} to an invalid request, and not ${statuses.join(' or ')}`]
  if (pointer === undefined || !isForm) return []
  const named = (refusal.errors ?? []).some(
    ({ pointer: at }) => at === pointer || pointer.startsWith(`${at}/`) || at.startsWith(`${pointer}/`),
  )
  return named ? [] : [`refuses an invalid request without naming ${pointer}: ${answer.text.slice(0, 500)}`]
}
