import type { Api, Operation, Schema } from './document.ts'

/** What something is called, and what it can be. */
export type Named = { readonly name: string; readonly schema: Schema }

/** What the address of an operation takes. */
export const pathOf = ({ parameters }: Operation): readonly Named[] =>
  parameters.filter(({ in: place }) => place === 'path')

/** What has to be in the body and is called by a name of its own kind, as the id of something else is. */
export function namesIn(api: Api, { body }: Operation): readonly Named[] {
  const { properties = {}, required = [] } = body ? api.resolve(body.schema) : {}
  return Object.entries(properties)
    .map(([name, member]) => ({ name, schema: api.resolve(member) }))
    .filter(({ name, schema }) => required.includes(name) && schema.pattern !== undefined)
}

/** Says of a name whether the good answers of an operation may show it. */
export function showing(api: Api, { responses }: Operation): (named: Named) => boolean {
  const shown = new Set<string>()
  const visited = new Set<Schema>()
  const key = ({ name, schema }: Named) => `${name} ${String(api.resolve(schema).type)}`
  const visit = (given: Schema): void => {
    const schema = api.resolve(given)
    if (visited.has(schema)) return
    visited.add(schema)
    const { properties = {}, items, anyOf = [], oneOf = [], allOf = [] } = schema
    for (const [name, member] of Object.entries(properties)) shown.add(key({ name, schema: member }))
    for (const part of [...Object.values(properties), ...anyOf, ...oneOf, ...allOf, ...(items ? [items] : [])])
      visit(part)
  }
  for (const [status, { content = {} }] of Object.entries(responses))
    if (status.startsWith('2')) for (const { schema } of Object.values(content)) if (schema) visit(schema)
  return (named) => shown.has(key(named))
}
