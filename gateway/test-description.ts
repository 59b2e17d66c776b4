type Description = { readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>> }

/** An API's description with every response, parameter and header spelled out where it stands. */
export function spelledOut<T extends object>(description: T): T {
  const { components = {} } = description as Description
  const reference = /^#\/components\/(responses|parameters|headers)\/(.+)$/
  const follow = (_key: string, value: unknown): unknown => {
    const { $ref = '' } = (value ?? {}) as { $ref?: unknown }
    const [, kind = '', name = ''] = reference.exec(String($ref)) ?? []
    return kind ? components[kind]?.[name] : value
  }
  return JSON.parse(JSON.stringify(description), follow) as T
}
