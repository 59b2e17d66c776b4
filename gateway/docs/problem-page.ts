import type { TSchema } from 'typebox'
import { refusalsOf } from '#subjects/asyncapi.ts'
import { requests } from '#subjects/contracts.ts'
import { notFound, type ProblemType } from '#subjects/problem.ts'
import { problemsOf } from '../openapi/problems.ts'
import { edgeProblems, problemUrl } from '../problem.ts'
import type { Route } from '../route.ts'
import { routes as wholeApi } from '../routes.ts'
import { html, pageOf, prose, type WrittenPage } from './html.ts'

/** What there is to read about a kind of problem. */
export type ProblemNote = {
  readonly type: string
  readonly code: string
  readonly title: string
  readonly status: number
  readonly retryable: boolean
  readonly meaning: string
  readonly operations: readonly { readonly line: string; readonly tag: string }[]
  readonly members: readonly { readonly name: string; readonly description: string }[]
}

/** What a problem's `type` leads to: what it means, what to do about it, and which operations may answer it. */
export function noteOn(code: string, routes: readonly Route[], publicUrl?: string): ProblemNote {
  const found = declared.get(code)
  if (!found) throw notFound('There is no such problem')
  const { type, title, status, retryable, members } = found
  const answering = routes.filter((route) => problemsOf(route).some((one) => one.code === code))
  return {
    type: problemUrl(type, publicUrl),
    code,
    title,
    status,
    retryable,
    meaning: `${title}. ${meanings[status] ?? 'The request was understood and refused'}; ${retryable ? 'the same request may succeed later' : 'the same request would be refused again'}.`,
    operations: answering.map(({ method, path, subject }) => ({
      line: `${method} ${asDescribed(path, routes)}`,
      tag: subject.actor,
    })),
    members: Object.entries(members).map(([name, schema]) => ({ name, description: descriptionOf(schema) })),
  }
}

/** The reference has one spelling for a path, whatever its parameters are called in later ones. */
const asDescribed = (path: string, routes: readonly Route[]) =>
  routes.find((route) => shapeOf(route.path) === shapeOf(path))?.path ?? path

const shapeOf = (path: string) => path.replaceAll(/\{\w+\}/g, '{}')

const descriptionOf = (schema: TSchema) => ('description' in schema ? String(schema.description) : '')

const declared: ReadonlyMap<string, ProblemType> = new Map(
  [...requests.flatMap(refusalsOf), ...wholeApi.flatMap(problemsOf), ...edgeProblems].map((problem) => [
    problem.code,
    problem,
  ]),
)

/** The codes of all problems there are. */
export const problemCodes: readonly string[] = [...declared.keys()].sort()

/** The same for people. */
export function problemPage(note: ProblemNote): WrittenPage {
  const { type, code, title, status, meaning, operations, members } = note
  const body = html`<p><code>${code}</code> · HTTP status ${status}</p>
<p>${prose(meaning)}</p>
<dl><dt>Type</dt><dd><code>${type}</code></dd><dt>Retry</dt><dd>${retryAdvice(note)}</dd></dl>
${members.length > 0 ? membersTable(members) : ''}
<h2>Operations that may answer it</h2>
${operations.length === 0 ? html`<p>Any address: the edge answers it before it knows what is asked.</p>` : ''}
<ul>${operations.map(({ line, tag }) => html`<li><a href="/docs/#tag/${tag}/${line.replace(' ', '')}"><code>${line}</code></a></li>`)}</ul>`
  return pageOf({ title, body })
}

const membersTable = (members: ProblemNote['members']) => html`<h2>What it says besides</h2>
<table>${members.map(({ name, description }) => html`<tr><td><code>${name}</code></td><td>${prose(description)}</td></tr>`)}</table>`

function retryAdvice({ retryable, status }: ProblemNote): string {
  if (!retryable) return 'No: change the request, or what it is about, first'
  if (status === 503 || status === 429) return 'Yes, after as many seconds as the header Retry-After says'
  return 'Yes, after a moment; a command under the same Idempotency-Key'
}

/** All problems there are, as a table. */
export function problemsPage(notes: readonly ProblemNote[]): WrittenPage {
  const row = ({ code, title, status }: ProblemNote) =>
    html`<tr><td>${status}</td><td><a href="/problems/${code}"><code>${code}</code></a></td><td>${title}</td></tr>`
  const sorted = notes.toSorted((a, b) => a.status - b.status)
  const body = html`<p>Every failure is one of these, as <code>application/problem+json</code> (RFC 9457). Branch on <code>code</code>; it is stable.</p>
<table><tr><th>Status</th><th>Code</th><th>Title</th></tr>${sorted.map(row)}</table>`
  return pageOf({ title: 'Problems', body })
}

const meanings: Readonly<Record<number, string>> = {
  400: 'The request is malformed, and nothing was done; `errors` points at what to change',
  401: 'Nothing was done, since it is not clear who asks: log in or refresh the session',
  402: 'The payment did not come about, and no money is held',
  403: 'It is clear who asks, and that they may not do this',
  404: 'It does not exist, or not for whoever asks',
  405: 'The address exists; the header Allow names what can be done with it',
  408: 'Nothing was done, since not all of the request came in time',
  409: 'The request is fine and goes against how things stand now; read the current state before deciding',
  412: 'Somebody else has changed it meanwhile, and nothing was done; read the current version before deciding',
  413: 'Nothing was read of the body',
  414: 'Nothing was read of the request',
  415: 'Nothing was read of the body: send application/json',
  416: 'The file is shorter than what was asked for of it',
  422: 'The request is well-formed and asks for something that makes no sense',
  428: 'Nothing was done: name the version you have seen in If-Match',
  429: 'Nothing was done, since too much was asked in too short a time',
  431: 'Nothing was read of the request',
  500: 'This is our fault and was logged; `traceId` names it',
  501: 'Nothing was done: the method is none of those that OPTIONS tells of any address',
  503: 'It cannot be done now; wait as long as Retry-After says, and send a command again under the same Idempotency-Key',
  504: 'The outcome is unknown: ask again with the same Idempotency-Key, or read what became of it',
}
