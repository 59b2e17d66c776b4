import { type Static, type TObject, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { CannotStart } from './run.ts'

/**
 * Reads the environment once, at start: what `schema` names, converted and with its defaults, and nothing else.
 * Wrong variables are named all at once, each with what it got and what it takes (its `description`, if it has one).
 */
export function readEnv<T extends TObject>(schema: T, source: NodeJS.ProcessEnv = process.env): Static<T> {
  // Compose files and shells write `NAME=` for a variable that is not set.
  const texts = Object.fromEntries(Object.entries(source).filter(([, text]) => text !== undefined && text !== ''))
  const values = Value.Default(schema, { ...texts }) as Record<string, unknown>
  const wrong: string[] = []
  for (const [name, type] of Object.entries<TSchema>(schema.properties)) {
    if (values[name] === undefined && Type.IsOptional(type)) continue
    const value = convert(type, values[name])
    if (Value.Check(type, value)) values[name] = value
    else wrong.push(`${name}: ${got(name, texts[name])}, takes ${takes(type)}`)
  }
  if (wrong.length > 0) throw new CannotStart(`Bad environment\n  ${wrong.join('\n  ')}`)
  return Value.Clean(schema, values) as Static<T>
}

/** TypeBox would read `12.5` as 12 and `true` as 1; a number counts only if it is exactly what was written. */
function convert(type: TSchema, written: unknown): unknown {
  if (written === undefined) return undefined
  const value = Value.Convert(type, written)
  return typeof value === 'number' && value !== Number(written) ? written : value
}

/** What was written, without what must not be read over a shoulder or kept in a log. */
function got(name: string, text: string | undefined): string {
  if (text === undefined) return 'is missing'
  if (/SECRET|KEY|PASSWORD|TOKEN/.test(name)) return `got a secret of ${text.length} characters`
  return `got ${JSON.stringify(text.replace(/(:\/\/[^:/@]*):.*@/, '$1:***@'))}`
}

type Rules = {
  type?: string
  description?: string
  enum?: unknown[]
  minimum?: number
  maximum?: number
  minLength?: number
  pattern?: string
  format?: string
}

function takes(schema: TSchema): string {
  const { type, description, enum: choices, minimum, maximum, minLength, pattern, format } = schema as Rules
  if (description) return description
  if (choices) return `one of ${choices.join(', ')}`
  if (type === 'boolean') return 'true or false'
  const rules = [
    minimum !== undefined && `from ${minimum}`,
    maximum !== undefined && `to ${maximum}`,
    minLength !== undefined && `of at least ${minLength} characters`,
    format && `in the format ${format}`,
    pattern && `that matches ${pattern}`,
  ]
  const kind = type === 'integer' ? 'a whole number' : type === 'number' ? 'a number' : 'a text'
  return [kind, ...rules.filter(Boolean)].join(' ')
}
