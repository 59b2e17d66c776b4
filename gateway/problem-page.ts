import { requests } from '#subjects/contracts.ts'
import {
  commonProblems,
  idempotencyKeyMissing,
  idempotencyKeyReused,
  notFound,
  type ProblemType,
  requestInProgress,
} from '#subjects/problem.ts'
import { problemsOf } from './openapi/problems.ts'
import { edgeProblems } from './problem.ts'
import type { Route } from './route.ts'

/** What a problem's `type` leads to: what it means, what to do about it, and which operations may answer it. */
export function problemPage(code: string, routes: readonly Route[]): object {
  const found = declared.get(code)
  if (!found) throw notFound('There is no such problem')
  const { type, title, status } = found
  const { retryable } = found().body
  const operations = routes.filter((route) => problemsOf(route).some((one) => one.code === code))
  return {
    type,
    code,
    title,
    status,
    retryable,
    meaning: `${title}. ${meanings[status] ?? 'The request was understood and refused'}; ${retryable ? 'the same request may succeed later' : 'the same request would be refused again'}.`,
    operations: operations.map(({ method, path }) => `${method} ${path}`),
  }
}

const declared: ReadonlyMap<string, ProblemType> = new Map(
  [
    ...requests.flatMap(({ problems }) => problems),
    ...commonProblems,
    ...edgeProblems,
    idempotencyKeyMissing,
    idempotencyKeyReused,
    requestInProgress,
  ].map((problem) => [problem.code, problem]),
)

/** The codes of all problems there are. */
export const problemCodes: readonly string[] = [...declared.keys()].sort()

const meanings: Readonly<Record<number, string>> = {
  400: 'The request is malformed, and nothing was done; `errors` points at what to change',
  401: 'Nothing was done, since it is not clear who asks: log in or refresh the session',
  402: 'The payment did not come about, and no money is held',
  403: 'It is clear who asks, and that they may not do this',
  404: 'It does not exist, or not for whoever asks',
  405: 'The address exists; the header Allow names what can be done with it',
  409: 'The request is fine and goes against how things stand now; read the current state before deciding',
  413: 'Nothing was read of the body',
  415: 'Nothing was read of the body: send application/json',
  422: 'The request is well-formed and asks for something that makes no sense',
  500: 'This is our fault and was logged; `traceId` names it',
  503: 'Nothing was done; wait as long as Retry-After says',
  504: 'The outcome is unknown: ask again with the same Idempotency-Key, or read what became of it',
}
