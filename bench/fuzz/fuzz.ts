import * as fc from 'fast-check'
import type { System } from '../system.ts'
import { type Broken, broken, type Draft } from './breaks.ts'
import { type Api, type Operation, readApi, type Schema } from './document.ts'
import { hostile } from './hostile.ts'
import { type Answer, type Expectation, type Judge, judge } from './judge.ts'
import { gather, type Person } from './people.ts'
import { asCurl, assemble, type Sent, send } from './send.ts'
import { conforming, filled, isName, plainCharacters, type Seen, seenValues } from './values.ts'

export type FuzzOptions = {
  readonly requests: number
  readonly seed: number
  readonly onProgress?: (sent: number) => void
}

/** Something that the system and its description do not agree about, with the shortest request that showed it. */
export type Finding = {
  readonly operation: string
  readonly what: string
  readonly rule: string
  readonly curl: string
  readonly count: number
}

export type FuzzResult = {
  readonly requests: number
  readonly statuses: Readonly<Record<string, number>>
  readonly findings: readonly Finding[]
}

type Fuzz = { readonly url: string; readonly judge: Judge; readonly seen: Seen }

const atOnce = 4

/** Sends requests made from nothing but the system's own `/openapi.json`, and holds every answer to it. */
export async function fuzz(
  system: Pick<System, 'api' | 'staff'>,
  { requests, seed, onProgress }: FuzzOptions,
): Promise<FuzzResult> {
  const document = await fetch(`${system.api}/openapi.json`)
  const api = readApi(await document.text())
  const fuzz: Fuzz = { url: system.api, judge: judge(api), seen: seenValues(patternsOf(api)) }
  const people = await gather(system)
  const plans = fc.sample(planOf(api, people), { numRuns: requests, seed })
  const [found, statuses] = [new Map<string, Finding>(), new Map<string, number>()]
  let sent = 0
  const work = async () => {
    for (let plan = plans.pop(); plan; plan = plans.pop()) {
      const { findings, answer, request } = await carryOut(fuzz, plan)
      const { id } = plan.operation
      const status = `${id} ${answer.status}`
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      for (const what of findings)
        keep(found, { operation: id, what, rule: plan.rule, curl: asCurl(request), count: 1 })
      onProgress?.(++sent)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return { requests: sent, statuses: Object.fromEntries(statuses), findings: [...found.values()] }
}

function keep(found: Map<string, Finding>, finding: Finding): void {
  const key = `${finding.operation} ${finding.what.slice(0, 60)} ${finding.rule}`
  const known = found.get(key)
  const shortest = known && known.curl.length <= finding.curl.length ? known : finding
  found.set(key, { ...shortest, count: (known?.count ?? 0) + 1 })
}

/** One request to be sent: who sends what, and what the document says of the answer. */
type Plan = {
  readonly operation: Operation
  readonly person: Person
  readonly draft: Draft
  readonly rule: string
  readonly expectation: Expectation
}

function planOf(api: Api, people: readonly Person[]): fc.Arbitrary<Plan> {
  // What others need comes as often as all the rest: most of it refuses whom it does not know.
  const weighted = people.map((person) => ({
    weight: person.mayEverything ? 4 : person.name.includes('customer') ? 2 : 1,
    arbitrary: fc.constant(person),
  }))
  return fc.constantFrom(...api.operations).chain((operation) =>
    fc.tuple(fc.oneof(...weighted), draftOf(api, operation)).chain(([person, draft]) => {
      const admitted = person.mayEverything || !operation.needsLogin
      const base = { operation, person }
      const valid: Plan = { ...base, draft, rule: 'valid', expectation: { kind: 'valid', admitted } }
      const wrong = broken(api, operation, draft)?.map(
        ({ draft, rule, statuses, pointer }: Broken): Plan => ({
          ...base,
          draft,
          rule,
          expectation: { kind: 'broken', statuses, admitted, ...(pointer !== undefined && { pointer }) },
        }),
      )
      const odd = hostile(draft).map(
        ({ draft, rule }): Plan => ({ ...base, draft, rule, expectation: { kind: 'hostile' } }),
      )
      return fc.oneof(
        { weight: 5, arbitrary: fc.constant(valid) },
        ...(wrong ? [{ weight: 4, arbitrary: wrong }] : []),
        { weight: 1, arbitrary: odd },
      )
    }),
  )
}

function draftOf(api: Api, { parameters, body }: Operation): fc.Arbitrary<Draft> {
  const part = (place: 'path' | 'query' | 'header') => {
    const own = parameters.filter((parameter) => parameter.in === place)
    const values = own.map(({ name, schema, required }) => {
      const value =
        place === 'query' ? conforming(api, schema) : sendable(conforming(api, schema, plainCharacters), place)
      // Seldom: many a parameter is opaque, and all that is made up is refused before anything else is looked at.
      return [name, required ? value : seldom(value)] as const
    })
    return fc.record(Object.fromEntries(values), { noNullPrototype: true })
  }
  const [path, query, headers] = [part('path'), part('query'), part('header')]
  if (!body) return fc.record({ path, query, headers })
  return fc.record({ path, query, headers, body: conforming(api, body.schema) })
}

const seldom = (value: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })

/** Values that fit into an address or a header as they are. */
const sendable = (values: fc.Arbitrary<unknown>, place: 'path' | 'header') =>
  values.filter(
    (value) =>
      typeof value !== 'string' ||
      (place === 'path' ? !/^\.{0,2}$/.test(value) : /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value)),
  )

async function carryOut({ url, judge, seen }: Fuzz, { operation, person, draft, expectation }: Plan) {
  const request = assemble(url, operation, { draft: filled(draft, seen) as Draft, token: await person.token() })
  const answer = await answerTo(request)
  if ('failure' in answer) return { findings: [`gives no answer: ${answer.failure}`], answer: { status: 0 }, request }
  if (answer.text.startsWith('{')) seen.note(JSON.parse(answer.text))
  if (isLoggedOut(answer)) person.renew()
  // Another request may have ended the login that this one was sent with.
  const partial = draft.query['fields'] !== undefined
  const findings = isLoggedOut(answer) ? [] : judge(operation, { ...answer, partial }, expectation)
  if (operation.id === 'logOut' && answer.status < 300) person.renew()
  return { findings, answer, request }
}

const isLoggedOut = ({ status, text }: Answer) => status === 401 && text.includes('"token-invalid"')

async function answerTo(request: Sent): Promise<Answer | { readonly failure: string }> {
  try {
    return await send(request)
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) }
  }
}

function patternsOf(api: Api): readonly string[] {
  const patterns = new Set<string>()
  const collect = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    const { pattern } = part as Schema
    if (typeof pattern === 'string' && isName(pattern)) patterns.add(pattern)
    Object.values(part).forEach(collect)
  }
  collect(api.schemas)
  collect(api.operations)
  return [...patterns]
}
