/** A JSON Schema (2020-12) as far as an API's description uses it. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
  readonly required?: readonly string[]
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly example?: unknown
}

/** What has to be shown, all of it: in which headers, and with which scopes. */
export type Requirement = readonly { readonly header: string; readonly scopes: readonly string[] }[]

export type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: Schema
  readonly example?: unknown
}

export type Body = {
  readonly required: boolean
  readonly type: string
  readonly schema: Schema
  readonly example?: unknown
}

export type Response = {
  readonly headers?: Readonly<Record<string, { readonly schema?: Schema; readonly required?: boolean }>>
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
}

/** One operation of an API, with every reference to another part of its description followed but those among schemas. */
export type Operation = {
  readonly id: string
  readonly method: string
  readonly path: string
  /** Whether nothing is asked of who calls. */
  readonly isOpen: boolean
  /** What opens it, any one of these; where there are none, nobody is kept out. */
  readonly requirements: readonly Requirement[]
  readonly parameters: readonly Parameter[]
  readonly body?: Body
  readonly responses: Readonly<Record<string, Response>>
}

export type Api = {
  readonly operations: readonly Operation[]
  /** Headers by which callers are known, beside `Authorization`. */
  readonly keyHeaders: readonly string[]
  readonly schemas: Readonly<Record<string, Schema>>
  /** The schema itself, or the one it refers to. */
  resolve(schema: Schema): Schema
}

type Referable<T> = T | { readonly $ref: string }

type RawOperation = {
  readonly operationId: string
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters?: readonly Referable<Parameter>[]
  readonly requestBody?: {
    readonly required?: boolean
    readonly content: Readonly<Record<string, Omit<Body, 'required' | 'type'>>>
  }
  readonly responses: Readonly<Record<string, Referable<Response>>>
}

type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>
    readonly securitySchemes?: Readonly<Record<string, { readonly type: string; in?: string; name?: string }>>
  }
}

const methods = ['get', 'head', 'post', 'put', 'patch', 'delete']

/** Reads an OpenAPI 3.1 document: all that this fuzzer knows of a system. */
export function readApi(text: string): Api {
  const document = JSON.parse(text) as Document
  const follow = <T>(part: Referable<T>): T => {
    if (typeof part !== 'object' || part === null || !('$ref' in part)) return part
    const keys = part.$ref.replace(/^#\//, '').split('/')
    const found = keys.reduce<unknown>(
      (at, key) => (at as Record<string, unknown> | undefined)?.[unescape(key)],
      document,
    )
    if (found === undefined) throw new Error(`The document has nothing at ${part.$ref}`)
    return follow(found as Referable<T>)
  }
  const { schemas, securitySchemes = {} } = document.components
  const keyHeaders = Object.values(securitySchemes).flatMap(({ type, in: place, name = '' }) =>
    type === 'apiKey' && place === 'header' ? [name.toLowerCase()] : [],
  )
  const headerOf = (scheme: string) => {
    const { type, name = '' } = securitySchemes[scheme] ?? {}
    return type === 'apiKey' ? name.toLowerCase() : 'authorization'
  }
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, raw]) => operationOf(raw, { path, method: method.toUpperCase(), follow, headerOf })),
  )
  return { operations, keyHeaders, schemas, resolve: follow }
}

const unescape = (key: string) => key.replaceAll('~1', '/').replaceAll('~0', '~')

type Place = {
  readonly path: string
  readonly method: string
  readonly follow: <T>(part: Referable<T>) => T
  readonly headerOf: (scheme: string) => string
}

function operationOf(raw: RawOperation, { path, method, follow, headerOf }: Place): Operation {
  const { security = [] } = raw
  const [content] = Object.entries(raw.requestBody?.content ?? {})
  const responses = Object.entries(raw.responses).map(([status, response]) => {
    const { headers = {}, ...rest } = follow(response)
    const followed = Object.entries(headers).map(([name, header]) => [name, follow(header)] as const)
    return [status, { ...rest, headers: Object.fromEntries(followed) }] as const
  })
  return {
    id: raw.operationId,
    method,
    path,
    isOpen: security.length === 0,
    requirements: security.map((schemes) =>
      Object.entries(schemes).map(([scheme, scopes]) => ({ header: headerOf(scheme), scopes })),
    ),
    parameters: (raw.parameters ?? []).map(follow),
    ...(content && {
      body: { ...content[1], required: raw.requestBody?.required ?? false, type: content[0] },
    }),
    responses: Object.fromEntries(responses),
  }
}
