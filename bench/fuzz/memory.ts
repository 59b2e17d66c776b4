import type { Api, Operation, Schema } from './document.ts'
import type { Draft, Fits } from './draft.ts'
import type { Answer } from './judge.ts'
import type { Person } from './people.ts'
import { before, type Seen, seenValues } from './seen.ts'
import type { Sent } from './send.ts'

/** An address that an answer gave, as a request of its own. */
export type Address = { readonly draft: Draft; readonly person: Person }

/** What the answers so far have taught. */
export type Memory = {
  /** What this person may find there. */
  seenBy(person: Person): Seen
  /** Nothing but what this value shows. */
  onlyIn(value: unknown): Seen
  /** Whether somebody was let in there, or at least not turned away. */
  isWelcome(operation: Operation, person: Person): boolean
  /** Of these the first who is welcome. */
  mostWelcome(operation: Operation, people: readonly Person[]): Person | undefined
  /** The ETag that was last seen at an address. */
  tagOf(url: string): string | undefined
  addressesOf(operation: Operation): readonly Address[]
  note(one: Noted): void
}

type Noted = {
  readonly operation: Operation
  readonly draft: Draft
  readonly sent: Sent
  readonly answer: Answer
  readonly person: Person
}

const keptAddresses = 50

/** Remembers what answers show: their values by name, their ETags, and the addresses in their Location and Link. */
export function memory(api: Api, fits: Fits): Memory {
  const patterns = patternsIn(api)
  const common = seenValues(patterns, fits)
  const own = new Map<string, Seen>()
  const seenBy = ({ name }: Person) => {
    const there = own.get(name) ?? before(seenValues(patterns, fits), common)
    own.set(name, there)
    return there
  }
  const [turnedAway, letIn] = [new Set<string>(), new Set<string>()]
  const isWelcome = ({ id }: Operation, { name }: Person) =>
    letIn.has(`${id} ${name}`) || !turnedAway.has(`${id} ${name}`)
  const tags = new Map<string, string>()
  const addresses = new Map<Operation, Address[]>()
  const readers = api.operations.flatMap((operation) => {
    const pattern = new RegExp(`^${operation.path.replaceAll(/[.]/g, '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
    return operation.method === 'GET' ? [{ operation, pattern }] : []
  })
  const noteAddress = (address: string, url: string, person: Person) => {
    const { pathname, searchParams } = new URL(address, url)
    // Where several fit, it is the one that leaves least open.
    const [found] = readers
      .flatMap(({ operation, pattern }) => {
        const match = pattern.exec(pathname)
        return match ? [{ operation, names: Object.entries(match.groups ?? {}) }] : []
      })
      .toSorted((one, other) => one.names.length - other.names.length)
    if (!found) return
    const path = Object.fromEntries(found.names.map(([name, text]) => [name, decodeURIComponent(text)]))
    const known = addresses.get(found.operation) ?? []
    addresses.set(found.operation, known)
    known.push({ draft: { path, query: Object.fromEntries(searchParams), headers: {} }, person })
    if (known.length > keptAddresses) known.shift()
  }
  return {
    seenBy,
    onlyIn: (value) => {
      const shown = seenValues(patterns, fits)
      shown.note(value)
      return shown
    },
    isWelcome,
    mostWelcome: (operation, people) => people.find((person) => isWelcome(operation, person)) ?? people[0],
    tagOf: (url) => tags.get(url),
    addressesOf: (operation) => addresses.get(operation) ?? [],
    note: ({ operation, draft, sent, answer, person }) => {
      const { status, text, headers } = answer
      const key = `${operation.id} ${person.name}`
      if (status === 401 || status === 403) turnedAway.add(key)
      else if (status < 300) letIn.add(key)
      const seen = seenBy(person)
      if (status === 404 || status === 409) Object.values(draft.path).forEach((value) => seen.forget(value))
      if (status >= 300) return
      if (text.startsWith('{')) seen.note(JSON.parse(text))
      // Who takes something away is thanked whether it was there or not.
      if (sent.method !== 'DELETE')
        for (const part of [draft.body, draft.path, draft.query, draft.headers]) seen.note(part)
      const { etag, location, link } = headers
      const [address] = sent.url.split('?')
      if (etag !== undefined) for (const url of [sent.url, address ?? '']) tags.set(url, etag)
      const [, next] = /<([^>]*)>/.exec(link ?? '') ?? []
      for (const found of [location, next]) if (found !== undefined) noteAddress(found, sent.url, person)
    },
  }
}

function patternsIn(api: Api): readonly string[] {
  const patterns = new Set<string>()
  const collect = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    const { pattern } = part as Schema
    if (typeof pattern === 'string') patterns.add(pattern)
    Object.values(part).forEach(collect)
  }
  for (const { parameters, body } of api.operations) collect([parameters, body])
  collect(api.schemas)
  return [...patterns]
}
