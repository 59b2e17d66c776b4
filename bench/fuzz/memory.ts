import type { Api, Operation, Schema } from './document.ts'
import type { Draft, Fits } from './draft.ts'
import type { Answer } from './judge.ts'
import type { Person } from './people.ts'
import { type Seen, seenValues } from './seen.ts'
import type { Sent } from './send.ts'

/** An address that an answer gave, as a request of its own. */
export type Address = { readonly draft: Draft; readonly person: Person }

/** What the answers so far have taught. */
export type Memory = {
  readonly seen: Seen
  /** The ETag that was last seen at an address. */
  tagOf(url: string): string | undefined
  addressesOf(operation: Operation): readonly Address[]
  note(one: { draft: Draft; sent: Sent; answer: Answer; person: Person }): void
}

const keptAddresses = 50

/** Remembers what answers show: their values by name, their ETags, and the addresses in their Location and Link. */
export function memory(api: Api, fits: Fits): Memory {
  const seen = seenValues(patternsIn(api), fits)
  const tags = new Map<string, string>()
  const addresses = new Map<Operation, Address[]>()
  const readers = api.operations.flatMap((operation) => {
    const pattern = new RegExp(`^${operation.path.replaceAll(/[.]/g, '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
    return operation.method === 'GET' ? [{ operation, pattern }] : []
  })
  const noteAddress = (address: string, url: string, person: Person) => {
    const { pathname, searchParams } = new URL(address, url)
    for (const { operation, pattern } of readers) {
      const match = pattern.exec(pathname)
      if (!match) continue
      const path = Object.fromEntries(
        Object.entries(match.groups ?? {}).map(([name, text]) => [name, decodeURIComponent(text)]),
      )
      const known = addresses.get(operation) ?? []
      addresses.set(operation, known)
      known.push({ draft: { path, query: Object.fromEntries(searchParams), headers: {} }, person })
      if (known.length > keptAddresses) known.shift()
    }
  }
  return {
    seen,
    tagOf: (url) => tags.get(url),
    addressesOf: (operation) => addresses.get(operation) ?? [],
    note: ({ draft, sent, answer, person }) => {
      if (answer.status >= 300) return
      if (answer.text.startsWith('{')) seen.note(JSON.parse(answer.text))
      // Who takes something away is thanked whether it was there or not.
      if (sent.method !== 'DELETE')
        for (const part of [draft.body, draft.path, draft.query, draft.headers]) seen.note(part)
      const { etag, location, link } = answer.headers
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
