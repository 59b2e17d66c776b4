import type { Components } from '#subjects/components.ts'
import { exampleOf } from '#subjects/examples.ts'
import { comesInPages } from '../cursor.ts'
import type { Route } from '../route.ts'
import { headersOf } from './headers.ts'
import { problemsOf } from './problems.ts'

type Json = Record<string, unknown>

/** Everything an operation may answer, by status. */
export function responsesOf(route: Route, components: Components): Json {
  return { ...success(route, components), ...failures(route, components) }
}

function success({ subject, status, location, unfinished, cached }: Route, components: Components): Json {
  const schema = components.schema(subject.output.schema)
  const content =
    status === 204 ? {} : { content: { 'application/json': { schema, example: exampleOf(subject).output } } }
  const headers = headersOf([
    'Request-Id',
    ...(location ? ['Location'] : []),
    ...(cached ? ['ETag', 'Cache-Control'] : []),
    ...(comesInPages(subject) ? ['Link'] : []),
    ...(subject.idempotencyKey ? ['Idempotency-Replayed'] : []),
  ])
  const later = { ...headers, ...headersOf(['Retry-After']) }
  return {
    [status]: { description: meanings[status], headers, ...content },
    ...(unfinished && { 202: { description: meanings[202], headers: later, ...content } }),
    ...(cached && { 304: { description: meanings[304], headers: headersOf(['Request-Id', 'ETag']) } }),
  }
}

/** Every problem an operation may answer, by status. */
function failures(route: Route, components: Components): Json {
  const byStatus = Map.groupBy(problemsOf(route), ({ status }) => status)
  const entries = [...byStatus].map(([status, problems]) => {
    const schemas = problems.map(components.problem)
    const [only, ...others] = schemas
    const schema = others.length === 0 && only ? only : { oneOf: schemas }
    const advice = status === 401 ? ['WWW-Authenticate'] : status === 503 ? ['Retry-After'] : []
    const description = problems.map(({ title }) => title).join('; ')
    const content = { 'application/problem+json': { schema } }
    return [status, { description, headers: headersOf(['Request-Id', ...advice]), content }]
  })
  return Object.fromEntries(entries) as Json
}

const meanings: Readonly<Record<number, string>> = {
  200: 'Done',
  201: 'Made',
  202: 'Accepted and not finished: look again at Location',
  204: 'Done; there is nothing to add',
  304: 'What you have is still right',
}
