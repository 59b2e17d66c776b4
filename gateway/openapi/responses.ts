import type { Components } from '#subjects/components.ts'
import { exampleOf } from '#subjects/examples.ts'
import { comesInPages } from '../cursor.ts'
import { canPrefer, isMinimalPossible } from '../prefer.ts'
import { isTagged, type Route } from '../route.ts'
import { shownBy } from '../represent.ts'
import { versions } from '../version.ts'
import { headersOf } from './headers.ts'
import { problemsOf } from './problems.ts'
import { followed } from './streams.ts'

type Json = Record<string, unknown>

/** Everything an operation may answer, by status. */
export function responsesOf(route: Route, components: Components): Json {
  const good = route.feed ? followed(route, route.feed, components) : success(route, components)
  return { ...good, ...failures(route, components) }
}

function success(route: Route, components: Components): Json {
  const { subject, status, unfinished, method } = route
  const schema = route.file ? {} : components.schema(shownBy(route))
  const json = { 'application/json': { schema, example: exampleOf(subject).output } }
  const content = status === 204 ? {} : { content: route.file ? { [route.file]: {} } : json }
  const headers = headersOf([...everywhere, ...successHeaders(route)])
  const later = { ...headers, ...headersOf(['Retry-After']) }
  const isEmptyOnRequest = status === 200 && isMinimalPossible(route)
  return {
    [status]: { description: meanings[status], headers, ...content },
    ...(unfinished && { 202: { description: meanings[202], headers: later, ...content } }),
    ...(isEmptyOnRequest && { 204: { description: meanings[204], headers } }),
    ...(method === 'GET' && { 304: { description: meanings[304], headers } }),
  }
}

const everywhere = ['Request-Id', 'Server-Timing', 'Api-Version', 'RateLimit', 'RateLimit-Policy']

function successHeaders(route: Route): string[] {
  const { subject, method, location } = route
  return [
    ...(location ? ['Location'] : []),
    ...(isTagged(route) ? ['ETag'] : []),
    ...(route.strangers === 'become guests' ? ['Cart-Token'] : []),
    ...(method === 'GET' ? ['Cache-Control'] : []),
    ...(comesInPages(subject) || isOnItsWayOut(route) ? ['Link'] : []),
    ...(isOnItsWayOut(route) ? ['Deprecation', 'Sunset'] : []),
    ...(subject.idempotencyKey ? ['Idempotency-Replayed'] : []),
    ...(canPrefer(route) ? ['Preference-Applied'] : []),
  ]
}

const isOnItsWayOut = ({ deprecation }: Route) => deprecation !== undefined || versions.past.length > 0

/** Every problem an operation may answer, by status. */
function failures(route: Route, components: Components): Json {
  const byStatus = Map.groupBy(problemsOf(route), ({ status }) => status)
  const entries = [...byStatus].map(([status, problems]) => {
    const schemas = problems.map(components.problem)
    const [only, ...others] = schemas
    const schema = others.length === 0 && only ? only : { oneOf: schemas }
    const description = problems.map(({ title }) => title).join('; ')
    const content = { 'application/problem+json': { schema } }
    return [status, { description, headers: headersOf([...everywhere, ...adviceOn(status, route)]), content }]
  })
  return Object.fromEntries(entries) as Json
}

function adviceOn(status: number, { subject, method }: Route): string[] {
  const mayRepeat = subject.idempotencyKey && subject.problems.some((problem) => problem.status === status)
  return [
    ...(status === 401 ? ['WWW-Authenticate'] : []),
    ...(status === 412 && (subject.conditional || method === 'GET') ? ['ETag'] : []),
    ...(status === 503 || status === 429 ? ['Retry-After'] : []),
    ...(mayRepeat ? ['Idempotency-Replayed'] : []),
  ]
}

const meanings: Readonly<Record<number, string>> = {
  200: 'Done',
  201: 'Made',
  202: 'Accepted and not finished: look again at Location',
  204: 'Done; there is nothing to add',
  304: 'What you have is still right',
}
