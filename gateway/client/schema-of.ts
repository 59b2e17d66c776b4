import openapiTypes, { astToString } from 'openapi-typescript'

type Json = Readonly<Record<string, unknown>>

const mark = 'Generated from openapi.json by `npm run generate`.'

/** The types of an API's description, as text. Only whoever generates the client needs this file. */
export async function schemaOf(description: Json): Promise<string> {
  const typed = JSON.parse(JSON.stringify(description), forTypes) as never
  return `/** ${mark} */\n${astToString(await openapiTypes(typed))}`
}

/** The client makes up an Idempotency-Key where the caller has none; and examples are read elsewhere. */
function forTypes(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('schema' in value)) return value
  const { example: _example, ...rest } = value as Json
  return rest['name'] === 'Idempotency-Key' ? { ...rest, required: false } : rest
}

/** The paths whose POST takes an Idempotency-Key, as a module: types are gone when the client has to know. */
export function keyedPathsOf({ paths }: Json): string {
  const isKeyed = ({ post }: { post?: unknown }) => /[/"]Idempotency-Key"/.test(JSON.stringify(post ?? {}))
  const keyed = Object.entries(paths as Record<string, object>).flatMap(([path, item]) => (isKeyed(item) ? path : []))
  const lines = keyed.map((path) => `  '${path}',\n`).join('')
  return `/** Where a command needs an Idempotency-Key. ${mark} */\nexport const keyedPaths: ReadonlySet<string> = new Set([\n${lines}])\n`
}
