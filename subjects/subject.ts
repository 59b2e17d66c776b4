import type { Static, TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import type { Priority } from './priority.ts'
import type { FieldError, ProblemType } from './problem.ts'

/** A JSON Schema, its check, and the static type it describes, which rides along as a plain type and not as a schema type. */
export type Shape<T> = {
  readonly schema: TSchema
  matches(value: unknown): value is T
  errors(value: unknown): FieldError[]
  /** The value without members the schema does not know, for reading what a newer version of ours wrote. */
  known(value: unknown): unknown
}

/**
 * Who may use a request from outside.
 *
 * - `public`: anybody, known or not.
 * - `shopper`: whoever buys, a guest, too.
 * - `customer`: whoever has logged in.
 * - `staff`, `admin`: who works for the store, and who runs it.
 * - `internal`: nobody from outside.
 */
export type Access = 'public' | 'shopper' | 'customer' | 'staff' | 'admin' | 'internal'

/** A question with one answer: an `Output`, or one of `problems`. */
export type RequestSubject<Input = unknown, Output = unknown> = {
  readonly kind: 'request'
  /** The NATS subject, `req.<actor>.<operation>`. */
  readonly name: string
  readonly actor: string
  readonly summary: string
  readonly input: Shape<Input>
  readonly output: Shape<Output>
  readonly problems: readonly ProblemType[]
  readonly access: Access
  /** The processes that may ask: `edge`, `tools`, or actors by name. */
  readonly callers: readonly string[]
  /** How long an answer may take; `waitMs`, or what the caller asked for in its place, comes on top. */
  readonly timeoutMs: number
  /** Whether the caller must, or may, name the command with an Idempotency-Key, so that asking twice acts once. */
  readonly idempotencyKey: boolean | 'optional'
  /** How early it is refused when not everything can be done. */
  readonly priority: Priority
  /** Whether the caller must name the version it changes, so that nobody undoes a change that they have not seen. */
  readonly conditional: boolean
  /** Whether requests asked at the same moment travel in one message: for what is quick, and answered for many in one statement. */
  readonly shared: boolean
  /** How long the answer waits for the end of what the request began, unless its caller says otherwise; then it says how that stands. */
  readonly waitMs: number
}

/** A fact that already happened. Fields may be added; anything else is a new subject. */
export type EventSubject<Data = unknown> = {
  readonly kind: 'event'
  /** The NATS subject, `<entity>.<past participle>`. */
  readonly name: string
  readonly summary: string
  /** The actor whose stream carries it. */
  readonly stream: string
  /** The actors that emit it; `tools` may be among them. */
  readonly emitters: readonly string[]
  /** The actors that react to it, each from a durable consumer of its own. */
  readonly consumers: readonly string[]
  /** `anyone`: a public name that integrators rely on, whether or not an actor here reacts to it. */
  readonly audience: 'actors' | 'anyone'
  readonly data: Shape<Data>
}

export type InputOf<S> = S extends RequestSubject<infer Input, infer _> ? Input : never
export type OutputOf<S> = S extends RequestSubject<infer _, infer Output> ? Output : never
export type DataOf<S> = S extends EventSubject<infer Data> ? Data : never

/** An example of a contract: of a request an input and its answer, of an event its data. */
export type ExampleOf<S> =
  S extends RequestSubject<infer Input, infer Output> ? { readonly input: Input; readonly output: Output } : DataOf<S>

/** An example for every contract of a module, so that a forgotten one does not compile. */
export type ExamplesOf<Module> = {
  readonly [Name in keyof Module as Module[Name] extends RequestSubject | EventSubject ? Name : never]: ExampleOf<
    Module[Name]
  >
}

type RequestOptions<I extends TSchema, O extends TSchema> = {
  summary: string
  input: I
  output: O
  access: Access
  problems?: readonly ProblemType[]
  callers?: readonly string[]
  timeoutMs?: number
  idempotencyKey?: boolean | 'optional'
  priority?: Priority
  conditional?: boolean
  shared?: boolean
  waitMs?: number
}

/** Declares `req.<name>`: what may be asked, by whom, and everything it can answer. */
export function request<I extends TSchema, O extends TSchema>(
  name: string,
  options: RequestOptions<I, O>,
): RequestSubject<Static<I>, Static<O>> {
  const { summary, input, output, access, problems = [], timeoutMs = 2_000, waitMs = 0 } = options
  const { idempotencyKey = false, conditional = false, shared = false } = options
  const { callers = access === 'internal' ? ['tools'] : ['edge', 'tools'] } = options
  const { priority = access === 'internal' ? 'vital' : 'normal' } = options
  const actor = name.slice(0, name.indexOf('.'))
  return {
    kind: 'request',
    name: `req.${name}`,
    actor,
    summary,
    input: shape(input),
    output: shape(output),
    problems,
    access,
    callers,
    timeoutMs,
    idempotencyKey,
    priority,
    conditional,
    shared,
    waitMs,
  }
}

type EventOptions<D extends TSchema> = {
  summary: string
  stream: string
  data: D
  emitters?: readonly string[]
  consumers?: readonly string[]
  audience?: 'actors' | 'anyone'
}

/** Declares an event on the stream of the actor that owns it. */
export function event<D extends TSchema>(name: string, options: EventOptions<D>): EventSubject<Static<D>> {
  const { summary, stream, data, emitters = [stream], consumers = [], audience = 'actors' } = options
  return { kind: 'event', name, summary, stream, emitters, consumers, audience, data: shape(data) }
}

/** Pairs a schema with its compiled check. Compiling waits for the first use, so that a process pays only for what it serves. */
export function shape<S extends TSchema>(schema: S): Shape<Static<S>> {
  let compiled: Validator | undefined
  const validator = () => (compiled ??= Compile(schema))
  return {
    schema,
    matches: (value): value is Static<S> => validator().Check(value),
    errors: (value) => validator().Errors(value).flatMap(fieldErrors),
    known: (value) => validator().Clean(value),
  }
}

type SchemaError = { keyword: string; instancePath: string; message: string; params: object }

/** Points at the offending member itself: the extra one or the missing one, not the object around it. */
function fieldErrors({ keyword, instancePath, message, params }: SchemaError): FieldError[] {
  if (keyword === 'boolean') return []
  if (keyword === 'additionalProperties' && 'additionalProperties' in params) {
    return (params.additionalProperties as string[]).map((name) => ({
      pointer: `${instancePath}/${escapePointer(name)}`,
      code: 'unknown-field',
      detail: 'is not a known field',
    }))
  }
  if (keyword === 'required' && 'requiredProperties' in params) {
    return (params.requiredProperties as string[]).map((name) => ({
      pointer: `${instancePath}/${escapePointer(name)}`,
      code: 'required',
      detail: 'is required',
    }))
  }
  return [{ pointer: instancePath, code: kebab(keyword), detail: message }]
}

const escapePointer = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1')

const kebab = (word: string) => word.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
