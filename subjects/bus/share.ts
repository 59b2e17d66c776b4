import { headers, type MsgHdrs, type NatsConnection } from 'nats'
import type { Envelope } from '../envelope.ts'
import { asProblem, invalidRequest } from '../problem.ts'
import type { RequestSubject } from '../subject.ts'
import { envelopeHeaders, headersOf } from './headers.ts'

/** Says how many requests a message carries. */
const countHeader = 'Requests'
const mostItems = 64
/** Answers may be ten times as long as what was asked, and a message holds a megabyte. */
const mostBytes = 48 * 1_024

/** One of the requests that share a message, as it is written there. */
type Item = { readonly headers: Readonly<Record<string, string>>; readonly input: unknown }

type Waiting = Item & {
  readonly deadline: number | undefined
  readonly text: string
  readonly resolve: (output: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Sends one message and waits for its answer, or throws the problem that is the answer. */
type Send = (data: string, headers: MsgHdrs, deadline: number) => Promise<{ json(): unknown }>

const gathered = new WeakMap<NatsConnection, Map<RequestSubject, Waiting[]>>()

/**
 * Asks along with everybody who asks the same of the same connection in this turn of the event loop: many small messages cost
 * more than what is in them. Each has an envelope of its own, and gets an answer of its own.
 */
export function askTogether(
  nc: NatsConnection,
  { subject, input, envelope }: { subject: RequestSubject; input: unknown; envelope: Envelope },
  send: Send,
): Promise<unknown> {
  const bySubject = gathered.get(nc) ?? new Map<RequestSubject, Waiting[]>()
  gathered.set(nc, bySubject)
  const waiting = bySubject.get(subject)
  return new Promise((resolve, reject) => {
    // Now, while the trace is the one of whoever asks.
    const item: Item = { headers: envelopeHeaders(envelope), input }
    const one: Waiting = { ...item, deadline: envelope.deadline, text: JSON.stringify(item), resolve, reject }
    if (waiting) return void waiting.push(one)
    bySubject.set(subject, [one])
    setImmediate(() => {
      const all = bySubject.get(subject) ?? []
      bySubject.delete(subject)
      for (const parcel of parcels(all)) void sendParcel(parcel, send)
    })
  })
}

function parcels(all: readonly Waiting[]): Waiting[][] {
  const made: Waiting[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const one of all) {
    bytes += one.text.length
    const last = made.at(-1)
    if (last && last.length < mostItems && bytes <= mostBytes) last.push(one)
    else {
      made.push([one])
      bytes = one.text.length
    }
  }
  return made
}

async function sendParcel(parcel: readonly Waiting[], send: Send): Promise<void> {
  const deadline = Math.max(...parcel.map(({ deadline }) => deadline ?? 0))
  try {
    const [only] = parcel
    if (only && parcel.length === 1) {
      const reply = await send(JSON.stringify(only.input), headersOf(only.headers), deadline)
      return only.resolve(reply.json())
    }
    const target = headers()
    target.set(countHeader, String(parcel.length))
    const reply = await send(`[${parcel.map(({ text }) => text).join()}]`, target, deadline)
    const answers = reply.json() as readonly { output?: unknown; problem?: unknown }[]
    parcel.forEach(({ resolve, reject }, index) => {
      const answer = answers[index]
      if (answer && 'output' in answer) resolve(answer.output)
      else reject(asProblem(answer?.problem))
    })
  } catch (error) {
    for (const { reject } of parcel) reject(error)
  }
}

/** A request as a service takes it up: a message by itself, or a part of one. */
export type Asked = {
  readonly headers: MsgHdrs | undefined
  /** What it was read from, and what that says. Throws if it is not JSON. */
  readonly read: () => { readonly json: string; readonly input: unknown }
}

type Message = { readonly headers?: MsgHdrs; string(): string }

/** Whether a message carries several requests. */
export const isShared = ({ headers }: Message): boolean => headers?.has(countHeader) ?? false

/** The requests that share a message; throws a problem if it does not say what they are. */
export function takeApart(msg: Message): Asked[] {
  const json = msg.string()
  const items = parse(json)
  if (!Array.isArray(items) || items.length > mostItems) throw invalidRequest('The message holds no list of requests')
  return items.map((item: Partial<Item> | null) => {
    const written = Object.entries(item?.headers ?? {}).filter(([, value]) => typeof value === 'string')
    return { headers: headersOf(Object.fromEntries(written)), read: () => ({ json, input: item?.input }) }
  })
}

/** A message that is one request. */
export const takeWhole = (msg: Message): Asked => ({
  headers: msg.headers,
  read: () => {
    const json = msg.string()
    return { json, input: parse(json) }
  },
})

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw invalidRequest('The body is not JSON')
  }
}
