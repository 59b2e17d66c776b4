import type { Asker } from '#subjects/bus.ts'
import { invalidRequest } from '#subjects/problem.ts'
import type { InputOf, OutputOf, RequestSubject } from '#subjects/subject.ts'

/**
 * Asks with fields that are new, and once more without those that whoever answers does not know: while instances are replaced, one
 * of before may, and it refuses what its contract does not name.
 */
export async function askOlder<S extends RequestSubject>(
  request: Asker['request'],
  subject: S,
  { input, without }: { readonly input: InputOf<S>; readonly without: Field<S> | readonly Field<S>[] },
): Promise<OutputOf<S>> {
  try {
    return await request(subject, input)
  } catch (error) {
    const unknown = [without].flat().filter((field) => isUnknown(error, `/${field}`))
    if (unknown.length === 0) throw error
    const known = Object.entries(input as object).filter(([name]) => unknown.every((field) => field !== name))
    return request(subject, Object.fromEntries(known) as InputOf<S>)
  }
}

type Field<S extends RequestSubject> = string & keyof InputOf<S>

const isUnknown = (error: unknown, pointer: string) =>
  invalidRequest.matches(error) &&
  (error.body.errors ?? []).some((one) => one.pointer === pointer && one.code === 'unknown-field')
