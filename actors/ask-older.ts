import type { Asker } from '#subjects/bus.ts'
import { invalidRequest } from '#subjects/problem.ts'
import type { InputOf, OutputOf, RequestSubject } from '#subjects/subject.ts'

/**
 * Asks with fields that are new, and once more without those of them that whoever answers does not know: while instances are
 * replaced, one of before may, and it refuses what its contract does not name.
 */
export async function askOlder<S extends RequestSubject>(
  request: Asker['request'],
  subject: S,
  { input, without }: { readonly input: InputOf<S>; readonly without: NameIn<S> | readonly NameIn<S>[] },
): Promise<OutputOf<S>> {
  try {
    return await request(subject, input)
  } catch (error) {
    const unknown = new Set<string>([without].flat().filter((name) => isUnknown(error, `/${name}`)))
    if (unknown.size === 0) throw error
    const known = Object.entries(input as object).filter(([name]) => !unknown.has(name))
    return request(subject, Object.fromEntries(known) as InputOf<S>)
  }
}

type NameIn<S> = string & keyof InputOf<S>

const isUnknown = (error: unknown, pointer: string) =>
  invalidRequest.matches(error) &&
  (error.body.errors ?? []).some((one) => one.pointer === pointer && one.code === 'unknown-field')
