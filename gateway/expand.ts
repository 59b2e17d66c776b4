import type { TSchema } from 'typebox'
import type { InputOf, OutputOf, RequestSubject } from '#subjects/subject.ts'

/**
 * Something to see beside what an answer only names. All that a page names is asked for in one request, so that a page
 * costs what one thing costs.
 */
export type Expansion = {
  readonly subject: RequestSubject
  /** What is put beside a name. */
  readonly schema: TSchema
  /** The member that names the thing, and beside which it is put. */
  readonly namedBy: string
  /** The question about all these names. */
  readonly inputFor: (names: readonly string[]) => unknown
  /** What the answer has of each. */
  readonly found: (output: unknown, names: readonly string[]) => Iterable<readonly [name: string, value: unknown]>
  /** Where the answer is the same for everybody, and kept: the tags under which a change of it is announced. */
  readonly tagsOf?: (output: unknown) => readonly string[]
  /** What stands beside a name of which the answer has nothing. */
  readonly otherwise: unknown
}

/** By the path of the member that is added, with a dot between its steps. */
export type Expansions = Readonly<Record<string, Expansion>>

export type Members = Record<string, unknown>

/** Declares an expansion in the types of the contract that answers it. */
export function expansion<S extends RequestSubject>(
  subject: S,
  how: Pick<Expansion, 'schema' | 'namedBy' | 'tagsOf' | 'otherwise'> & {
    readonly inputFor: (names: readonly string[]) => InputOf<S>
    readonly found: (output: OutputOf<S>, names: readonly string[]) => Iterable<readonly [string, unknown]>
  },
): Expansion {
  return { subject, ...how } as Expansion
}

/** What a request wants to see, each once. */
export const wantedOf = (text: string, possible: Expansions): Expansions => {
  const paths = text.split(',')
  return Object.fromEntries(Object.entries(possible).filter(([path]) => paths.includes(path)))
}

/** Puts beside the names in these objects what they stand for: all of it, or the problem that kept a part away. */
export async function expand(
  shown: readonly Members[],
  wanted: Expansions,
  ask: (part: Expansion, input: unknown) => Promise<unknown>,
): Promise<void> {
  await Promise.all(
    Object.entries(wanted).map(async ([path, part]) => {
      const { namedBy, inputFor, found, otherwise } = part
      const steps = path.split('.')
      const member = steps.pop() ?? ''
      const parents = steps.reduce((level, step) => level.flatMap((one) => (one[step] ?? []) as Members[]), shown)
      const names = [...new Set(parents.map((parent) => String(parent[namedBy])))]
      if (names.length === 0) return
      const values = new Map(found(await ask(part, inputFor(names)), names))
      for (const parent of parents) parent[member] = values.get(String(parent[namedBy])) ?? otherwise
    }),
  )
}

/** A schema with one member more, which need not be there. */
export function schemaWith(schema: TSchema, path: string, member: TSchema): TSchema {
  const { items, properties = {} } = schema as { items?: TSchema; properties?: Readonly<Record<string, TSchema>> }
  if (items) return { ...schema, items: schemaWith(items, path, member) }
  const [step = '', ...deeper] = path.split('.')
  const inside = properties[step]
  const added = inside && deeper.length > 0 ? schemaWith(inside, deeper.join('.'), member) : member
  return { ...schema, properties: { ...properties, [step]: added } }
}
