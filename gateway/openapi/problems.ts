import {
  commonProblems,
  forbidden,
  idempotencyProblems,
  payloadTooLarge,
  type ProblemType,
  unauthorized,
} from '#subjects/problem.ts'
import { invalidJson, tokenInvalid, unsupportedMediaType } from '../problem.ts'
import type { Route } from '../route.ts'

/** What its contract says, and what the edge and the way to the actor add. */
export function problemsOf(route: Route): readonly ProblemType[] {
  const { subject, method, signature } = route
  const [needsLogin, needsRole] = [
    subject.access !== 'public',
    subject.access === 'staff' || subject.access === 'admin',
  ]
  const common = commonProblems.filter(
    (problem) =>
      (problem !== unauthorized || needsLogin) &&
      (problem !== forbidden || needsRole) &&
      (problem !== payloadTooLarge || method !== 'GET'),
  )
  const unread = signature ? [] : [invalidJson, unsupportedMediaType]
  return [
    ...new Set([
      ...subject.problems,
      ...common,
      ...(needsLogin ? [tokenInvalid] : []),
      ...(method === 'GET' ? [] : unread),
      ...(subject.idempotencyKey ? idempotencyProblems : []),
    ]),
  ]
}
