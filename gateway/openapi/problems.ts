import {
  commonProblems,
  forbidden,
  idempotencyProblems,
  payloadTooLarge,
  preconditionFailed,
  preconditionRequired,
  type ProblemType,
  unauthorized,
} from '#subjects/problem.ts'
import { apiKeyInvalid } from '#subjects/users.ts'
import {
  abnormalUsageDetected,
  apiVersionUnknown,
  cartTokenInvalid,
  fieldsUnknown,
  invalidJson,
  quotaExceeded,
  tokenInvalid,
  tooManyStreams,
  unsupportedMediaType,
} from '../problem.ts'
import { isWayIn, type Route } from '../route.ts'

/** What its contract says, and what the edge and the way to the actor add. */
export function problemsOf(route: Route): readonly ProblemType[] {
  const { subject, method, signature, feed } = route
  const needsLogin = subject.access !== 'public'
  const common = commonProblems.filter(
    (problem) =>
      (problem !== unauthorized || needsLogin) &&
      (problem !== forbidden || needsLogin) &&
      (problem !== payloadTooLarge || method !== 'GET'),
  )
  const unread = signature ? [] : [invalidJson, unsupportedMediaType]
  return [
    ...new Set([
      ...subject.problems,
      ...common,
      ...(needsLogin ? [tokenInvalid] : []),
      ...(subject.access === 'shopper' ? [cartTokenInvalid] : []),
      apiKeyInvalid,
      apiVersionUnknown,
      ...(method === 'GET' && !feed ? [fieldsUnknown] : []),
      ...Object.values(route.expand ?? {}).flatMap(({ subject }) => subject.problems),
      quotaExceeded,
      ...(isWayIn(route) ? [abnormalUsageDetected] : []),
      ...(method === 'GET' ? [] : unread),
      ...(feed ? [tooManyStreams] : []),
      ...(subject.idempotencyKey ? idempotencyProblems : []),
      ...(subject.conditional ? [preconditionRequired] : []),
      ...(signature || feed ? [] : [preconditionFailed]),
    ]),
  ]
}
