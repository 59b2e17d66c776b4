import type { System } from '../system.ts'
import { agendaOf } from './agenda.ts'
import { carryOut, type Means } from './carry-out.ts'
import { coverageOf } from './coverage.ts'
import { readApi, type Schema } from './document.ts'
import { checks, judge } from './judge.ts'
import { memory } from './memory.ts'
import { gather } from './people.ts'
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
  const found = new Map<string, Finding>()
  const coverage = coverageOf(api)
  const agenda = agendaOf({ api, memory: means.memory, coverage }, people, seed)
  let sent = 0
  const work = async () => {
    while (sent < requests) {
      const plan = agenda.next()
      const { operation } = plan
      coverage.noteTry(operation)
      const outcomes = await carryOut(means, plan)
      for (const { rule, request, status, code, findings } of outcomes) {
        sent++
        const asked = request.method === operation.method ? operation.id : `${request.method}:${operation.path}`
        coverage.noteAnswer(asked, status, code)
        for (const what of findings)
          keep(found, { operation: operation.id, what, rule, curl: asCurl(request), count: 1 })
      }
      const { thread = plan.thread } = outcomes.at(-1) ?? {}
      if (thread) agenda.follow(thread)
      onProgress?.(sent)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return {
    requests: sent,
    answers: Object.fromEntries(coverage.answers),
    unseen: coverage.unseen(),
    findings: [...found.values()],
  }
}

function keep(found: Map<string, Finding>, finding: Finding): void {
  const key = `${finding.operation} ${finding.what.slice(0, 60)} ${finding.rule}`
  const known = found.get(key)
  const shortest = known && known.curl.length <= finding.curl.length ? known : finding
  found.set(key, { ...shortest, count: (known?.count ?? 0) + 1 })
}
