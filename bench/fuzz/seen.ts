import type { Schema } from './document.ts'

/** Something to be found among what was seen. */
export type Sought = {
  readonly name: string
  readonly schema: Schema
  readonly choice: number
}

/** What was picked before for the same object: an e-mail address goes with its own password. */
export type Company = { among?: Readonly<Record<string, unknown>> | undefined }

/** What answers and accepted requests have shown, by the names it had there: requests made of it lead somewhere. */
export type Seen = {
  /** Remembers an object and all in it. */
  note(value: unknown): void
  /** Something that was seen under this name, or under one that ends like it, and fits; undefined if nothing was. */
  pick(sought: Sought, company: Company): unknown
  /** Forgets a value that leads nowhere any more. */
  forget(value: unknown): void
}

type Sighting = { readonly value: unknown; readonly among: Readonly<Record<string, unknown>> }

const keptPerName = 100
const fewLatest = 8

/** Names with patterns are kept apart by them: one `id` is not like another. */
export function seenValues(patterns: readonly string[], fits: (schema: Schema, value: unknown) => boolean): Seen {
  const tests = patterns.map((pattern) => ({ pattern, test: new RegExp(pattern, 'u') }))
  const shelves = new Map<string, Map<unknown, Sighting>>()
  const shelf = (name: string, pattern = '') => {
    const key = `${name} ${pattern}`
    const there = shelves.get(key) ?? new Map<unknown, Sighting>()
    shelves.set(key, there)
    return there
  }
  const keep = (kept: Map<unknown, Sighting>, sighting: Sighting) => {
    kept.delete(sighting.value)
    kept.set(sighting.value, sighting)
    if (kept.size > keptPerName) kept.delete(kept.keys().next().value)
  }
  const noteMember = (name: string, sighting: Sighting) => {
    const names = new Set([name.toLowerCase(), lastWord(name)])
    for (const known of names) keep(shelf(known), sighting)
    if (typeof sighting.value !== 'string') return
    for (const { pattern, test } of tests)
      if (test.test(sighting.value)) for (const known of names) keep(shelf(known, pattern), sighting)
  }
  const note = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) return value.forEach(note)
    const among = value as Readonly<Record<string, unknown>>
    for (const [name, member] of Object.entries(among)) {
      if (typeof member === 'object') note(member)
      else noteMember(name, { value: member, among })
    }
  }
  return {
    note,
    forget: (value) => shelves.forEach((kept) => kept.delete(value)),
    pick: ({ name, schema, choice }, company) => {
      const beside = company.among?.[name]
      if (beside !== undefined && fits(schema, beside)) return beside
      const names = [...new Set([name.toLowerCase(), lastWord(name)])]
      const patterns = patternsOf(schema)
      // Of several patterns each in its turn: a loose one is met by much that was meant for another.
      const pattern = patterns[choice % patterns.length]
      const fitting = names
        .flatMap((known) => [...shelf(known, pattern).values()])
        .filter(({ value }) => fits(schema, value))
      const rest = Math.floor(choice / patterns.length)
      // What was accepted is noted again: half of the time it is one of the latest.
      const latest = rest % 2 === 0 ? fitting.slice(-fewLatest) : fitting
      const sighting = latest[Math.floor(rest / 2) % Math.max(latest.length, 1)]
      company.among = sighting?.among
      return sighting?.value
    },
  }
}

/** What is here, before what is there. */
export const firstIn = (here: Seen, there: Seen): Seen => ({
  note: (value) => [here, there].forEach((seen) => seen.note(value)),
  forget: (value) => [here, there].forEach((seen) => seen.forget(value)),
  pick: (sought, company) => here.pick(sought, company) ?? there.pick(sought, company),
})

/** What somebody has seen themselves, mostly before what others have: much of that is nothing to them. */
export function before(own: Seen, common: Seen): Seen {
  const [usual, unusual] = [firstIn(own, common), firstIn(common, own)]
  return {
    ...usual,
    pick: ({ choice, ...sought }, company) =>
      (choice % 4 === 0 ? unusual : usual).pick({ ...sought, choice: Math.floor(choice / 4) }, company),
  }
}

/** `productId` is an `id`. */
const lastWord = (name: string) => (/[A-Z]?[a-z0-9]+$/.exec(name)?.[0] ?? name).toLowerCase()

const patternsOf = ({ pattern, anyOf, oneOf }: Schema): readonly (string | undefined)[] =>
  (anyOf ?? oneOf)?.flatMap(patternsOf) ?? [pattern]
