import type { TSchema } from 'typebox'
import * as common from './common.ts'
import { contracts } from './contracts.ts'
import type { ProblemType } from './problem.ts'

type Json = { readonly [key: string]: unknown }

/** Shapes that a description of the system mentions by name instead of spelling them out each time. */
export type Components = {
  /** The schema as plain JSON, with a `$ref` for every shape inside that has a name of its own. */
  readonly schema: (schema: TSchema) => Json
  readonly problem: (problem: ProblemType) => Json
  /** Everything that was mentioned so far. */
  readonly schemas: Readonly<Record<string, Json>>
}

/** Collects the named shapes a document needs, under `#/components/schemas`. A shape is called as the module that declares it exports it. */
export function collectComponents(): Components {
  const schemas: Record<string, Json> = {}
  const mention = (name: string, build: () => Json): Json => {
    if (!(name in schemas)) {
      // Taken before it is built, so that what it mentions itself comes after it.
      schemas[name] = {}
      schemas[name] = build()
    }
    return { $ref: `#/components/schemas/${name}` }
  }
  const spell = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(refer)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, refer(member)]))
  }
  const refer = (value: unknown): unknown => {
    const name = names.get(value)
    return name ? mention(name, () => spell(value) as Json) : spell(value)
  }
  return {
    schemas,
    schema: (schema) => refer(schema) as Json,
    problem: (problem) => {
      mention('Problem', () => anyProblem)
      return mention(`${pascal(problem.code)}Problem`, () => oneProblem(problem, refer))
    },
  }
}

const named = Object.values({ common, ...contracts }).flatMap((module) => Object.entries<unknown>(module))

/** Objects and choices by name; ids, amounts and other plain values explain themselves where they stand. */
const names: ReadonlyMap<unknown, string> = new Map(
  named.filter(([name, value]) => /^[A-Z]/.test(name) && isShape(value)).map(([name, value]) => [value, name]),
)

function isShape(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('properties' in value || 'enum' in value)
}

const pascal = (code: string) => code.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())

const anyProblem: Json = {
  type: 'object',
  description: 'A failure (RFC 9457). Members beside these depend on the problem',
  required: ['type', 'title', 'status', 'code', 'retryable'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Leads to a page about this kind of problem' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable, to branch on' },
    retryable: { type: 'boolean', description: 'Whether the same request may succeed later' },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'Names this very failure, for the people who run the system' },
    traceId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON Pointer (RFC 6901) to the offending member' },
          code: { type: 'string', description: 'The rule it breaks' },
          detail: { type: 'string' },
        },
      },
    },
  },
}

const oneProblem = ({ code, status, title, type, members }: ProblemType, refer: (value: unknown) => unknown): Json => ({
  title,
  allOf: [{ $ref: '#/components/schemas/Problem' }],
  properties: {
    // The edge may put its own address in front.
    type: { type: 'string', pattern: `${type}$` },
    title: { const: title },
    status: { const: status },
    code: { const: code },
    ...(refer(members) as Json),
  },
})
