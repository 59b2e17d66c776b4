import type { FastifyRequest } from 'fastify'
import { cursorInvalid } from '#subjects/cursor.ts'
import type { RequestSubject } from '#subjects/subject.ts'
import { visitorOf } from './auth.ts'
import type { ObjectSchema, Route } from './route.ts'
import { signatures } from './signatures.ts'

/** Signs the cursors that go out, and takes back only those, each for the list it came from. */
export type CursorSeal = {
  readonly seal: (cursor: string, list: string) => string
  readonly open: (sealed: string, list: string) => string
}

/** The seal of the cursors that edges with these secrets hand out. */
export function cursorSeal(secrets: readonly string[]): CursorSeal {
  const { sign, isOurs } = signatures(secrets)
  return {
    seal: (cursor, list) => `${cursor}.${sign('cursor', list, cursor)}`,
    open: (sealed, list) => {
      const end = sealed.lastIndexOf('.')
      const cursor = sealed.slice(0, Math.max(end, 0))
      // Without its point an empty cursor would have two spellings.
      if (end >= 0 && isOurs(sealed.slice(end + 1), 'cursor', list, cursor)) return cursor
      throw cursorInvalid(undefined, {
        errors: [{ pointer: '/cursor', code: 'cursor', detail: 'is not the `next` of this list with these filters' }],
      })
    },
  }
}

/** What a list that comes a page at a time does with the cursors that pass. */
export type Pages = {
  /** The input with the cursor as the actor wrote it. */
  readonly open: (request: FastifyRequest, input: Input) => Input
  /** The answer with its cursor signed, which is also told apart. */
  readonly seal: (request: FastifyRequest, input: Input, answer: Buffer) => { body: Buffer; next?: string }
}

type Input = Readonly<Record<string, unknown>>

/** Whether the answer to a contract may be one page of many. */
export const comesInPages = ({ input }: RequestSubject): boolean =>
  'cursor' in (input.schema as ObjectSchema).properties

/** Say how much of a list to show, and not what is in it. */
const ofThePage = ['limit', 'cursor', 'include']

/** Undefined for a route whose answers are whole. */
export function pagesOf({ method, path, subject }: Route, { seal, open }: CursorSeal): Pages | undefined {
  if (!comesInPages(subject)) return undefined
  const filters = Object.keys((subject.input.schema as ObjectSchema).properties).filter(
    (name) => !ofThePage.includes(name),
  )
  const listOf = (request: FastifyRequest, input: Input) => {
    // Only what was given, so that a filter that is added one day ends nobody's walk through a list.
    const given = filters.filter((name) => input[name] !== undefined).map((name) => [name, input[name]])
    // What everybody may see is cached, and so are its cursors.
    const caller = subject.access === 'public' ? '' : visitorOf(request).caller.id
    return JSON.stringify([method, path, caller, given])
  }
  return {
    open: (request, input) =>
      typeof input['cursor'] === 'string' ? { ...input, cursor: open(input['cursor'], listOf(request, input)) } : input,
    seal: (request, input, answer) => {
      const page = JSON.parse(answer.toString()) as { next: string | null }
      if (page.next === null) return { body: answer }
      const next = seal(page.next, listOf(request, input))
      return { body: Buffer.from(JSON.stringify({ ...page, next })), next }
    },
  }
}

/** The way to the next page (RFC 8288): the same question with another cursor. */
export function nextLink({ url, query }: FastifyRequest, next: string): string {
  const members = new URLSearchParams({ ...(query as Record<string, string>), cursor: next })
  // What a request says of its host is the sender's word.
  return `<${new URL(url, 'http://edge').pathname}?${members.toString()}>; rel="next"`
}
