import { context, propagation, type TextMapGetter } from '@opentelemetry/api'
import { headers, type MsgHdrs } from 'nats'
import type { Caller, Envelope, IfVersion, Role } from '../envelope.ts'

const roles: readonly string[] = ['anonymous', 'guest', 'customer', 'staff', 'admin', 'system'] satisfies Role[]

/** Writes an envelope, and the active trace, as headers. */
export function envelopeHeaders({
  caller,
  correlationId,
  causationId,
  deadline,
  idempotencyKey,
  ifVersion,
  waitMs,
}: Envelope): Record<string, string> {
  const written: Record<string, string> = {
    Caller: [caller.role, caller.id, caller.via, caller.session].join(' ').trimEnd(),
    'Correlation-Id': correlationId,
  }
  if (causationId) written['Causation-Id'] = causationId
  if (deadline) written['Deadline'] = String(deadline)
  if (idempotencyKey) written['Idempotency-Key'] = encodeURIComponent(idempotencyKey)
  if (ifVersion !== undefined) written['If-Version'] = ifVersion === '*' ? '*' : ifVersion.join(', ') || 'none'
  if (waitMs !== undefined) written['Wait'] = String(waitMs)
  propagation.inject(context.active(), written)
  return written
}

export function headersOf(written: Readonly<Record<string, string>>): MsgHdrs {
  const target = headers()
  for (const [name, value] of Object.entries(written)) target.set(name, value)
  return target
}

/** What headers are read from: those of a message, or of a part of one. */
export type Headers = Pick<MsgHdrs, 'get' | 'keys'>

/** The headers of a part of a message. */
export const headersIn = (written: Readonly<Record<string, string>>): Headers => ({
  get: (name) => written[name] ?? '',
  keys: () => Object.keys(written),
})

/** Reads the envelope of a message; undefined when nobody vouches for it. */
export function fromHeaders(source: Headers | undefined): Envelope | undefined {
  const caller = source && callerOf(source.get('Caller'))
  if (!source || !caller) return undefined
  const causationId = source.get('Causation-Id')
  const deadline = Number(source.get('Deadline'))
  const idempotencyKey = source.get('Idempotency-Key')
  const [ifVersion, waitMs] = [source.get('If-Version'), source.get('Wait')]
  return {
    caller,
    correlationId: source.get('Correlation-Id') || 'none',
    ...(causationId && { causationId }),
    ...(deadline > 0 && { deadline }),
    ...(idempotencyKey && { idempotencyKey: decode(idempotencyKey) }),
    ...(ifVersion && { ifVersion: versionsOf(ifVersion) }),
    ...(/^\d{1,9}$/.test(waitMs) && { waitMs: Number(waitMs) }),
  }
}

/** The context in which to handle a message: its sender's trace, if it carries one. */
export const traceOf = (source: Headers | undefined) =>
  source ? propagation.extract(context.active(), source, getter) : context.active()

function callerOf(header: string): Caller | undefined {
  const [role, id, via, session] = header.split(' ')
  if (!role || !id || !via || !roles.includes(role)) return undefined
  return { role: role as Role, id, via, ...(session && { session }) }
}

/** What is no version is the version of nothing. */
function versionsOf(header: string): IfVersion {
  if (header.trim() === '*') return '*'
  return header.split(',').flatMap((part) => (/^ *\d{1,15} *$/.test(part) ? [Number(part)] : []))
}

function decode(key: string): string {
  try {
    return decodeURIComponent(key)
  } catch {
    return key
  }
}

const getter: TextMapGetter<Headers> = {
  keys: (carrier) => carrier.keys(),
  get: (carrier, key) => carrier.get(key) || undefined,
}
