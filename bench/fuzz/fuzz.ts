import type { System } from '../system.ts'
import { carryOut, type Means } from './carry-out.ts'
import { type Api, type Operation, readApi, type Schema } from './document.ts'
import { followUps } from './follow-up.ts'
import { checks, judge } from './judge.ts'
import { memory } from './memory.ts'
import { gather } from './people.ts'
import { oftenEnough, openings, planner } from './plan.ts'
import { asCurl } from './send.ts'

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
  /** How often each operation was answered with each status, and each problem: `placeOrder 409 cart-changed`. */
  readonly answers: Readonly<Record<string, number>>
  /** The statuses that are described and never came. */
  readonly unseen: readonly string[]
  readonly findings: readonly Finding[]
}

const atOnce = 4

/** The share of all requests that an operation may have because it was hardly served: some never will be. */
const patience = 0.04

/** Sends requests made from nothing but the system's own `/openapi.json`, and holds every answer to it. */
export async function fuzz(
  system: Pick<System, 'api' | 'staff'>,
  { requests, seed, onProgress }: FuzzOptions,
): Promise<FuzzResult> {
  const document = await fetch(`${system.api}/openapi.json`)
  const api = readApi(await document.text())
  const check = checks(api)
  const fits = (schema: Schema, value: unknown) => check(schema, value) === undefined
  const means: Means = { url: system.api, api, fits, judge: judge(api), memory: memory(api, fits) }
  const people = await gather(system, api.keyHeaders)
  const [first, next] = [openings(api, people, seed).toReversed(), planner(api, people, seed)]
  const followUp = followUps(api, people, seed)
  const [found, answers] = [new Map<string, Finding>(), new Map<string, number>()]
  let sent = 0
  const tries = new Map<Operation, number>()
  /** How often each of its good answers was given, those that never were included. */
  const good = ({ id, responses }: Operation) =>
    Object.keys(responses).flatMap((status) => (status.startsWith('2') ? [answers.get(`${id} ${status}`) ?? 0] : []))
  const isTired = (operation: Operation) => (tries.get(operation) ?? 0) > patience * Math.max(sent, 1_000)
  const served = (operation: Operation) => (isTired(operation) ? Infinity : Math.min(...good(operation)))
  const isHungry = (operation: Operation) => !isTired(operation) && Math.max(...good(operation)) < oftenEnough
  const work = async () => {
    while (sent < requests) {
      const plan = first.pop() ?? next(served)
      const { operation } = plan
      count(tries, operation)
      for (const { rule, request, status, code, findings, shown } of await carryOut(means, plan)) {
        sent++
        const asked = request.method === operation.method ? operation.id : `${request.method}:${operation.path}`
        count(answers, [asked, status, code].join(' ').trimEnd())
        for (const what of findings)
          keep(found, { operation: operation.id, what, rule, curl: asCurl(request), count: 1 })
        const step = shown && followUp(shown, means.memory, isHungry)
        if (step) first.push(step)
      }
      onProgress?.(sent)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  const seen = new Set([...answers.keys()].map((answer) => answer.split(' ').slice(0, 2).join(' ')))
  return {
    requests: sent,
    answers: Object.fromEntries(answers),
    unseen: describedBy(api).filter((status) => !seen.has(status)),
    findings: [...found.values()],
  }
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function keep(found: Map<string, Finding>, finding: Finding): void {
  const key = `${finding.operation} ${finding.what.slice(0, 60)} ${finding.rule}`
  const known = found.get(key)
  const shortest = known && known.curl.length <= finding.curl.length ? known : finding
  found.set(key, { ...shortest, count: (known?.count ?? 0) + 1 })
}

const describedBy = ({ operations }: Api) =>
  operations.flatMap(({ id, responses }) => Object.keys(responses).map((status) => `${id} ${status}`))
