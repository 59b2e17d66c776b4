import type { Asker } from '#subjects/bus.ts'
import { invalidRequest } from '#subjects/problem.ts'
import type { InputOf, OutputOf, RequestSubject } from '#subjects/subject.ts'

/**
 * Asks with a field that is new, and once more without it if whoever answers does not know it: while instances are replaced, one
 * of before may, and it refuses what its contract does not name.
 */
export async function askOlder<S extends RequestSubject>(
  request: Asker['request'],
  subject: S,
  { input, without }: { readonly input: InputOf<S>; readonly without: string & keyof InputOf<S> },
): Promise<OutputOf<S>> {
  try {
    return await request(subject, input)
  } catch (error) {
    if (!isUnknown(error, `/${without}`)) throw error
    const known = Object.entries(input as object).filter(([name]) => name !== without)
    return request(subject, Object.fromEntries(known) as InputOf<S>)
  }
}

const isUnknown = (error: unknown, pointer: string) =>
  invalidRequest.matches(error) &&
  (error.body.errors ?? []).some((one) => one.pointer === pointer && one.code === 'unknown-field')
