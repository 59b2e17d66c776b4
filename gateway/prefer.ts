import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Route } from './route.ts'

/** What a request prefers, as far as its operation can do that. */
export type Preferences = {
  /** How long to wait for the end of what is begun. */
  readonly waitMs?: number
  readonly respondAsync?: boolean
  readonly return?: 'minimal' | 'representation'
}

const longestWaitSeconds = 30
/** Nobody prefers that much: what is longer is not read. */
const longestHeader = 1_000

/** Makes the reader of `Prefer` (RFC 7240) for a route. What it does not know, or cannot do here, it passes over. */
export function preferencesFor(route: Route): (request: FastifyRequest) => Preferences {
  const waits = canWait(route)
  const canBeMinimal = isMinimalPossible(route)
  return ({ headers: { prefer } }) => {
    if (prefer === undefined || prefer.length > longestHeader) return {}
    const given = readPreferences(String(prefer))
    const [wait, form] = [given.get('wait') ?? '', given.get('return') ?? '']
    const respondAsync = waits && given.has('respond-async')
    return {
      ...(respondAsync && { respondAsync, waitMs: 0 }),
      ...(waits && /^\d{1,9}$/.test(wait) && { waitMs: Math.min(Number(wait), longestWaitSeconds) * 1_000 }),
      ...(canBeMinimal && (form === 'minimal' || form === 'representation') && { return: form }),
    }
  }
}

/** Whether an operation begins what may take longer than its caller likes to wait. */
export const canWait = ({ subject }: Route): boolean => subject.waitMs > 0

/** Without a body the client must still have what it came for: it knows the address, or is told it, and finds it there. */
export const isMinimalPossible = ({ method, location, shownOnce, status }: Route): boolean =>
  !shownOnce && (location !== undefined || ((method === 'PUT' || method === 'PATCH') && status !== 204))

/** Whether there is anything to choose. */
export const canPrefer = (route: Route): boolean => canWait(route) || isMinimalPossible(route)

/** The first of each name counts. */
function readPreferences(prefer: string): ReadonlyMap<string, string> {
  const parts = prefer.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? []
  const given = parts.flatMap((part) => {
    const [, name, , value = ''] = /^\s*([^\s=;]+)\s*(?:=\s*("?)([^\s";]*)\2)?\s*(?:;|$)/.exec(part) ?? []
    return name === undefined ? [] : [[name.toLowerCase(), value] as const]
  })
  return new Map(given.toReversed())
}

/** Says which preferences the answer follows. Whether it was given early shows in its status. */
export function tellApplied(reply: FastifyReply, { waitMs, respondAsync, return: form }: Preferences): FastifyReply {
  const applied = [
    ...(respondAsync && reply.statusCode === 202 ? ['respond-async'] : []),
    ...(waitMs !== undefined && !(respondAsync && waitMs === 0) ? [`wait=${waitMs / 1_000}`] : []),
    ...(form ? [`return=${form}`] : []),
  ]
  return applied.length > 0 ? reply.header('preference-applied', applied.join(', ')) : reply
}
