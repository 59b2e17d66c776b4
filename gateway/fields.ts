import type { TSchema } from 'typebox'
import type { Members } from './expand.ts'
import { fieldsUnknown } from './problem.ts'

/** Which members to keep: of each, all of it or some of its own. */
export type Selection = ReadonlyMap<string, Selection | 'all of it'>

/** Reads `id,total.amount,lines.sku`; refused if `schema` knows nothing of the kind. Without one any name may be. */
export function selectionOf(text: string, schema?: TSchema): Selection {
  const selection: Mutable = new Map()
  for (const path of text.split(',')) {
    const steps = path.split('.')
    if (schema) check(steps, schema)
    add(selection, steps)
  }
  return selection
}

type Mutable = Map<string, Mutable | 'all of it'>

function add(selection: Mutable, [step = '', ...deeper]: readonly string[]): void {
  const before = selection.get(step)
  if (before === 'all of it') return
  if (deeper.length === 0) {
    selection.set(step, 'all of it')
    return
  }
  const within = before ?? new Map()
  selection.set(step, within)
  add(within, deeper)
}

function check(steps: readonly string[], schema: TSchema): void {
  let schemas = [schema]
  for (const [index, step] of steps.entries()) {
    const inside = schemas.flatMap((one) => memberOf(one, step))
    if (inside.length === 0) throw unknownField(steps.slice(0, index), step, schemas.flatMap(namesIn))
    schemas = inside
  }
}

function unknownField(above: readonly string[], step: string, names: readonly string[]) {
  const where = above.length === 0 ? '' : `in ${JSON.stringify(above.join('.'))} `
  const there = names.length === 0 ? 'there is nothing to choose from' : `there are ${names.join(', ')}`
  const detail = `has no ${JSON.stringify(step)}: ${where}${there}`
  return fieldsUnknown(undefined, { errors: [{ pointer: '/fields', code: 'unknown-field', detail }] })
}

/** What a schema says of members: in itself, in what its lists hold, or in any of its alternatives. */
type Rules = {
  readonly properties?: Readonly<Record<string, TSchema>>
  readonly patternProperties?: Readonly<Record<string, TSchema>>
  readonly items?: TSchema
  readonly anyOf?: readonly TSchema[]
}

function memberOf(schema: TSchema, name: string): readonly TSchema[] {
  const { properties = {}, patternProperties = {}, items, anyOf = [] } = schema as Rules
  const patterns = Object.entries(patternProperties).filter(([pattern]) => new RegExp(pattern, 'u').test(name))
  const own = Object.hasOwn(properties, name) ? [properties[name] as TSchema] : []
  return [
    ...own,
    ...patterns.map(([, rule]) => rule),
    ...(items ? memberOf(items, name) : []),
    ...anyOf.flatMap((one) => memberOf(one, name)),
  ]
}

function namesIn(schema: TSchema): readonly string[] {
  const { properties = {}, items, anyOf = [] } = schema as Rules
  return [...Object.keys(properties), ...(items ? namesIn(items) : []), ...anyOf.flatMap(namesIn)]
}

/** What `selectionOf` takes for a schema, as a pattern for those who read the API's description. */
export function selectionPattern(schema: TSchema): string {
  const path = pathsIn(schema)
  return `^${path}(,${path})*$`
}

/** Every way from a value to a member, and on into that; empty where there is nothing to choose from. */
function pathsIn(schema: TSchema): string {
  const ways = waysIn(schema)
  return ways.length === 0 ? '' : `(${[...new Set(ways)].join('|')})`
}

function waysIn(schema: TSchema): readonly string[] {
  const { properties = {}, patternProperties = {}, items, anyOf = [] } = schema as Rules
  const way = (name: string, member: TSchema) => {
    const deeper = pathsIn(member)
    return deeper === '' ? name : `${name}(\\.${deeper})?`
  }
  return [
    ...Object.entries(properties).map(([name, member]) => way(name.replaceAll(/\W/g, '\\$&'), member)),
    ...Object.entries(patternProperties).map(([name, member]) => way(`(${name.replaceAll(/^\^|\$$/g, '')})`, member)),
    ...[...(items ? [items] : []), ...anyOf].flatMap(waysIn),
  ]
}

/** A value with nothing but the members that were selected, in its own order. */
export function pick(value: unknown, selection: Selection): unknown {
  if (Array.isArray(value)) return value.map((one) => pick(one, selection))
  if (typeof value !== 'object' || value === null) return value
  const kept: Members = {}
  for (const [name, member] of Object.entries(value)) {
    const within = selection.get(name)
    if (within) kept[name] = within === 'all of it' ? member : pick(member, within)
  }
  return kept
}
