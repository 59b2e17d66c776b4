import { posix } from 'node:path'
import { Type, type Static } from 'typebox'
import { apiError, lockTimeout, rateLimited } from './refusal.ts'
import { refusalOf, type Reply } from './reply.ts'

const match = Type.Object(
  {
    // A path and a key are globs, as in a shell: `/v1/payment_intents/*/capture`, `capture:*`.
    path: Type.Optional(Type.String()),
    key: Type.Optional(Type.String()),
    method: Type.Optional(Type.Enum(['GET', 'POST'])),
    paymentMethod: Type.Optional(Type.String()),
    // Of the request or, where it has none, of the object that it is about.
    metadata: Type.Optional(Type.Record(Type.String(), Type.String())),
  },
  { additionalProperties: false },
)

/** A fault to come: which requests it strikes, what it does to them, and how often. */
export const FaultScript = Type.Object(
  {
    match: Type.Optional(match),
    do: Type.Enum([
      '500_before',
      '500_after',
      'timeout_before',
      'timeout_after',
      'reset_before',
      'reset_after',
      'slow',
      '429',
      'lock_timeout',
    ]),
    times: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    ms: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
  },
  { additionalProperties: false },
)

export type FaultScript = Static<typeof FaultScript>

/** What a fault can be aimed at. */
export type Target = {
  readonly method: string
  readonly path: string
  readonly key: string | undefined
  readonly paymentMethod: string | undefined
  readonly metadata: Readonly<Record<string, string>>
}

/** The faults still to come, in the order they were asked for; each strikes the first requests that it fits. */
export function openFaults() {
  let waiting: (FaultScript & { times: number })[] = []
  return {
    add(script: FaultScript): void {
      waiting.push({ ...script, times: script.times ?? 1 })
    },
    clear(): void {
      waiting = []
    },
    list: (): readonly FaultScript[] => waiting,
    /** Takes the fault that strikes this request, if one does; `target` is only worked out when there is any. */
    take(target: () => Target): FaultScript | undefined {
      if (waiting.length === 0) return undefined
      const aim = target()
      const fault = waiting.find((each) => fits(each, aim))
      if (fault) fault.times -= 1
      waiting = waiting.filter((each) => each.times > 0)
      return fault
    },
  }
}

function fits({ match = {} }: FaultScript, target: Target): boolean {
  const { path, key, method, paymentMethod, metadata = {} } = match
  return (
    (path === undefined || posix.matchesGlob(target.path, path)) &&
    (key === undefined || (target.key !== undefined && posix.matchesGlob(target.key, key))) &&
    (method === undefined || method === target.method) &&
    (paymentMethod === undefined || paymentMethod === target.paymentMethod) &&
    Object.entries(metadata).every(([name, value]) => target.metadata[name] === value)
  )
}

export type Faults = ReturnType<typeof openFaults>

/** How long `slow` takes when it does not say. */
export const defaultSlowMs = 1_000
const defaultHangMs = 120_000

/** The answer of a fault that strikes before anything is done. */
export function failEarly({ do: fault, ms }: FaultScript): Reply | undefined {
  const nothing = { status: 0, body: '', fault }
  if (fault === '500_before') return { ...refusalOf(apiError(false)), fault }
  if (fault === '429') return { ...refusalOf(rateLimited()), fault }
  if (fault === 'lock_timeout') return { ...refusalOf(lockTimeout()), fault }
  if (fault === 'timeout_before') return { ...nothing, fate: { how: 'lost', afterMs: ms ?? defaultHangMs } }
  if (fault === 'reset_before') return { ...nothing, fate: { how: 'reset', afterMs: ms ?? 0 } }
  return undefined
}

/** The answer after the work is done, or what a fault leaves of it. */
export function failLate(reply: Reply, fault: FaultScript | undefined): Reply {
  if (!fault) return reply
  const late = { ...reply, fault: fault.do }
  if (fault.do === 'timeout_after') return { ...late, fate: { how: 'lost', afterMs: fault.ms ?? defaultHangMs } }
  if (fault.do === 'reset_after') return { ...late, fate: { how: 'torn', afterMs: fault.ms ?? 0 } }
  return late
}
