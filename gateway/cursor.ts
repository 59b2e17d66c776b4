import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { cursorInvalid } from '#subjects/cursor.ts'
import type { RequestSubject } from '#subjects/subject.ts'
import { visitorOf } from './auth.ts'
import type { ObjectSchema, Route } from './route.ts'

/** Signs the cursors that go out, and takes back only those, each for the list it came from. */
export type CursorSeal = {
  readonly seal: (cursor: string, list: string) => string
  readonly open: (sealed: string, list: string) => string
}

/** 128 bits in base64url. */
const macLength = 22

/** The first secret signs, and all are believed, so that one can be replaced while clients still turn pages. */
export function cursorSeal(secrets: readonly string[]): CursorSeal {
  const [first] = secrets
  if (first === undefined) throw new Error('Without a secret no cursor can be signed')
  const mac = (secret: string, cursor: string, list: string) =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['cursor', list, cursor]))
      .digest('base64url')
      .slice(0, macLength)
  return {
    seal: (cursor, list) => `${cursor}.${mac(first, cursor, list)}`,
    open: (sealed, list) => {
      const end = sealed.lastIndexOf('.')
      const [cursor, given] = [sealed.slice(0, Math.max(end, 0)), Buffer.from(sealed.slice(end + 1))]
      const isOurs = (secret: string) => {
        const right = Buffer.from(mac(secret, cursor, list))
        return right.length === given.length && timingSafeEqual(right, given)
      }
      if (secrets.some(isOurs)) return cursor
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
