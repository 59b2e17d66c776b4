import type { FastifyRequest } from 'fastify'
import { type TSchema, Type } from 'typebox'
import { type Entry, reshaped } from './cache/entry.ts'
import { type Expansion, expand, type Members, schemaWith, wantedOf } from './expand.ts'
import { pick, type Selection, selectionOf, selectionPattern } from './fields.ts'
import type { ObjectSchema, Route } from './route.ts'
import type { Interpreter } from './version.ts'

/** Makes an answer into the form that its request asked for. */
export type Reshape = (entry: Entry) => Entry | Promise<Entry>

/** Says in which form a request wants its answer, before anybody is asked for that; undefined: as it comes. */
export type FormOf = (request: FastifyRequest) => Reshape | undefined

/** Asks for something that belongs beside an answer. */
export type AskMore = (request: FastifyRequest, part: Expansion, input: unknown) => Promise<unknown>

/** What a request can say of the form of its answer. */
type Wishes = { readonly fields?: string; readonly expand?: string }

/** The forms a route can give its answers: with more in them (`expand`), as an older version had them, with less (`fields`). */
export function formsOf(route: Route, interpreter: Interpreter, ask: AskMore): FormOf {
  const { expand: possible = {} } = route
  const { downgradeFor } = interpreter
  const schema = itemOf(shownBy(route))
  return (request) => {
    const { fields, expand: paths } = request.query as Wishes
    const downgrade = downgradeFor(request)
    if (fields === undefined && paths === undefined && !downgrade) return undefined
    // An older version may have members of which the contract says nothing any more.
    const selection = fields === undefined ? undefined : selectionOf(fields, downgrade ? undefined : schema)
    const wanted = paths === undefined ? undefined : wantedOf(paths, possible)
    const askHere = (part: Expansion, input: unknown) => ask(request, part, input)
    const finish = (entry: Entry, whole: Members) => {
      const output = downgrade ? downgrade(whole) : whole
      return reshaped(entry, selection ? pickIn(output as Members, selection) : output)
    }
    return (entry) => {
      const output = JSON.parse(entry.body.toString()) as Members
      if (!wanted) return finish(entry, output)
      return expand(itemsOf(output), wanted, askHere).then(() => finish(entry, output))
    }
  }
}

/** What a route may show: the answer of its contract, and what can be put beside its names. */
export function shownBy({ subject, expand: possible = {} }: Route): TSchema {
  const { schema } = subject.output
  const above = itemOf(schema) === schema ? '' : 'items.'
  return Object.entries(possible).reduce((all, [path, one]) => schemaWith(all, `${above}${path}`, one.schema), schema)
}

/** As `wishesOf`, and with every name that may be wished for: requests that wish for another are told more than a pattern says. */
export function describedWishesOf(route: Route): ObjectSchema['properties'] {
  const { fields, ...others } = wishesOf(route)
  return fields ? { fields: { ...fields, pattern: selectionPattern(itemOf(shownBy(route))) }, ...others } : {}
}

/** The query members that say in which form a route shall answer. */
export function wishesOf({ method, feed, file, expand: possible }: Route): ObjectSchema['properties'] {
  if (method !== 'GET' || feed || file) return {}
  const paths = Object.keys(possible ?? {})
  const choice = `(${paths.join('|').replaceAll('.', '\\.')})`
  const text = (options: object) => Type.Optional(Type.String({ maxLength: 1_000, ...options }))
  return {
    fields: text({
      description:
        'Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out',
    }),
    ...(possible && {
      expand: text({
        pattern: `^${choice}(,${choice})*$`,
        description: `What to show beside its name, with commas between them: ${paths.join(', ')}`,
      }),
    }),
  }
}

/** Of a list, what it lists: nobody wishes anything of what is around that. */
function itemOf(schema: TSchema): TSchema {
  const { properties } = schema as { properties?: { items?: { type?: string; items?: TSchema } } }
  return properties?.items?.type === 'array' ? (properties.items.items ?? schema) : schema
}

const itemsOf = (output: Members) => (Array.isArray(output['items']) ? (output['items'] as Members[]) : [output])

const pickIn = (output: Members, selection: Selection) =>
  Array.isArray(output['items']) ? { ...output, items: pick(output['items'], selection) } : pick(output, selection)
