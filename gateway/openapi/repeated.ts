type Json = Readonly<Record<string, unknown>>

type Parameter = Json & { readonly name: string }
type Response = Json & {
  readonly headers?: Json
  readonly content?: Readonly<Record<string, { readonly schema: Json }>>
}
type Operation = Json & {
  readonly parameters?: readonly Parameter[]
  readonly responses: Readonly<Record<string, Response>>
}

export type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>

type Shared = { readonly paths: Paths; readonly components: { readonly parameters: Json; readonly responses: Json } }

/** Says once, under `components`, what several operations say in the same words, and leaves references in its place. */
export function shareRepeated(paths: Paths): Shared {
  const operations = Object.values(paths).flatMap((path) => Object.values(path))
  const parameters = repeated(
    'parameters',
    operations.flatMap((one) => (one.parameters ?? []).map((part) => ({ name: keyOf(part), part }))),
  )
  const responses = repeated(
    'responses',
    operations.flatMap(({ responses }) =>
      Object.entries(responses).flatMap(([status, part]) =>
        Number(status) < 300 ? [] : [{ name: titleOf(part), part }],
      ),
    ),
  )
  const shortened = (operation: Operation): Operation => ({
    ...operation,
    ...(operation.parameters && { parameters: operation.parameters.map(parameters.refer) }),
    responses: each(operation.responses, responses.refer),
  })
  return {
    paths: each(paths, (path) => each(path, shortened)),
    components: { parameters: parameters.components, responses: responses.components },
  }
}

/** A parameter's name without what the name of a component cannot have: `createdAt.gte` for `createdAt[gte]`. */
const keyOf = ({ name }: Parameter) => name.replaceAll('[', '.').replaceAll(']', '')

/** `NotFound`, or `UnauthorizedOrTokenInvalid`: the problems a failure may be. What has none to tell is 304. */
function titleOf({ content = {} }: Response): string {
  const text = JSON.stringify(Object.values(content).map(({ schema }) => schema))
  const problems = Array.from(text.matchAll(/schemas\/(\w+)Problem"/g), ([, problem]) => problem)
  return problems.length > 0 ? problems.join('Or') : 'NotModified'
}

type Named<T> = { readonly name: string; readonly part: T }

/** The parts that are there more than once, by names of their own, and what to put in the place of each. */
function repeated<T extends Json & { readonly headers?: Json }>(kind: string, parts: readonly Named<T>[]) {
  const alike = [...Map.groupBy(parts, ({ part }) => JSON.stringify(part)).values()]
  const several = alike.flatMap(([first, ...others]) => (first && others.length > 0 ? [first] : []))
  const components = new Map<string, T>()
  const names = new Map<string, string>()
  for (const { name, part } of several) {
    const namesakes = several.filter((other) => other.name === name)
    const own = Object.keys(part.headers ?? {}).filter((header) =>
      namesakes.some((other) => !(header in (other.part.headers ?? {}))),
    )
    const unique = own.length > 0 ? `${name}With${own.join('And')}` : name
    // What differs in something else stays where it is.
    if (components.has(unique)) continue
    components.set(unique, part)
    names.set(JSON.stringify(part), unique)
  }
  const refer = (part: T): T => {
    const name = names.get(JSON.stringify(part))
    return name ? ({ $ref: `#/components/${kind}/${name}` } as unknown as T) : part
  }
  return { components: Object.fromEntries(components), refer }
}

const each = <T, R>(members: Readonly<Record<string, T>>, change: (member: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(members).map(([name, member]) => [name, change(member)]))
