import type { EventSubject, RequestSubject } from '#subjects/subject.ts'
import { CannotStart } from '../run.ts'
import { didYouMean } from './output.ts'

type Subject = RequestSubject | EventSubject

/** Everything that can be said. Imported when it is needed: whoever asks for help should not wait for all contracts. */
export async function loadSubjects() {
  const { events, requests } = await import('#subjects/contracts.ts')
  return { requests, events, all: [...requests, ...events] as readonly Subject[] }
}

/** The contract of this name, with or without `req.`. */
export async function findSubject(name: string): Promise<Subject> {
  const { all } = await loadSubjects()
  return named(name, all) ?? refuse(name, all, 'subject')
}

/** The request of this name, with or without `req.`. */
export async function findRequest(name: string): Promise<RequestSubject> {
  const { requests, events } = await loadSubjects()
  const found = named(name, requests)
  if (found) return found
  if (named(name, events)) throw new CannotStart(`${name} is an event: it is published, not asked`)
  return refuse(name, requests, 'request')
}

/** The event of this name. */
export async function findEvent(name: string): Promise<EventSubject> {
  const { requests, events } = await loadSubjects()
  const found = named(name, events)
  if (found) return found
  if (named(name, requests)) throw new CannotStart(`${name} is a request: it is asked, not published`)
  return refuse(name, events, 'event')
}

/** The events that a pattern names: `order.confirmed`, `order.*`, `*.created`, or `>` for all. */
export async function eventsLike(patterns: readonly string[]): Promise<readonly EventSubject[]> {
  const { events } = await loadSubjects()
  const wanted = patterns.map((pattern) => {
    const fits = events.filter(({ name }) => expressionOf(pattern).test(name))
    return fits.length > 0 ? fits : refuse(pattern, events, 'event')
  })
  return patterns.length === 0 ? events : [...new Set(wanted.flat())]
}

function expressionOf(pattern: string): RegExp {
  const tokens = pattern.split('.').map((token) => {
    if (token === '*') return '[^.]+'
    return token === '>' ? '.+' : token.replaceAll(/[^\w-]/g, '\\$&')
  })
  return new RegExp(`^${tokens.join('\\.')}$`)
}

const named = <S extends Subject>(name: string, among: readonly S[]): S | undefined =>
  among.find((subject) => subject.name === name || subject.name === `req.${name}`)

function refuse(name: string, among: readonly Subject[], kind: string): never {
  const names = among.map((subject) => (name.startsWith('req.') ? subject.name : subject.name.replace(/^req\./, '')))
  throw new CannotStart(`There is no ${kind} ${name}${didYouMean(name, names)}`)
}
