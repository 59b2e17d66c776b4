import { ErrorCode, type Msg, NatsError, type NatsConnection } from 'nats'
import type { RequestSubject } from '../subject.ts'
import { batchHeader, mostParts, type Part, readParts, writePart, writeParts } from './batches.ts'
import { headersOf } from './headers.ts'

/** A request as it leaves: an envelope as headers, the input as JSON, and when nobody waits for its reply any more. */
export type Question = {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly deadline: number
}

/** What came back, a refusal too. */
export type Reply = {
  readonly header: (name: string) => string | undefined
  readonly json: () => unknown
  readonly bytes: () => Uint8Array
}

/** Sends requests and brings their replies, or the client's error why there is none. */
export type Exchange = (subject: RequestSubject, question: Question) => Promise<Reply>

type Asked = {
  readonly question: Question
  readonly resolve: (reply: Reply | Promise<Reply>) => void
  readonly reject: (error: unknown) => void
}

/** A message that brings many requests is far smaller than the largest that a broker takes, or it would be refused with all of them. */
const mostBytes = 128 * 1024

/** Requests that may share a message, and are asked in the same turn of the event loop leave as one. */
export function exchangeOver(nc: NatsConnection): Exchange {
  const turns = new Map<string, Asked[]>()
  return ({ name, shared }, question) => {
    if (!shared) return askAlone(nc, name, question)
    return new Promise((resolve, reject) => {
      const asked: Asked = { question, resolve, reject }
      const turn = turns.get(name)
      if (turn) return void turn.push(asked)
      const all = [asked]
      turns.set(name, all)
      setImmediate(() => {
        turns.delete(name)
        for (const part of inMessages(all)) void askTogether(nc, name, part)
      })
    })
  }
}

async function askAlone(nc: NatsConnection, name: string, { headers, body, deadline }: Question): Promise<Reply> {
  const timeout = deadline - Date.now()
  if (timeout < 1) throw NatsError.errorForCode(ErrorCode.Timeout)
  const reply = await nc.request(name, body, { timeout, headers: headersOf(headers) })
  return {
    header: (header) => reply.headers?.get(header) || undefined,
    json: () => reply.json(),
    bytes: () => reply.data,
  }
}

async function askTogether(nc: NatsConnection, name: string, asked: readonly Asked[]): Promise<void> {
  const [only] = asked
  if (only && asked.length === 1) return only.resolve(askAlone(nc, name, only.question))
  const now = Date.now()
  const late = ({ question }: Asked) => question.deadline - Date.now() < 1
  const expire = ({ reject }: Asked) => reject(NatsError.errorForCode(ErrorCode.Timeout))
  const timers = asked.map((one) => setTimeout(expire, Math.max(1, one.question.deadline - now), one))
  try {
    const body = writeParts(asked.map(({ question }) => writePart(question.headers, question.body)))
    const timeout = Math.max(1, ...asked.map(({ question }) => question.deadline - now))
    const headers = headersOf({ [batchHeader]: String(asked.length) })
    const parts = partsOf(await nc.request(name, body, { timeout, headers }))
    asked.forEach((one, index) => {
      const part = parts[index]
      // No room for it in the message, or whoever answered knows no batches; asking again is harmless, as after a lost reply.
      if (part) one.resolve(replyOf(part))
      else if (late(one)) expire(one)
      else one.resolve(askAlone(nc, name, one.question))
    })
  } catch (error) {
    for (const { reject } of asked) reject(error)
  } finally {
    timers.forEach(clearTimeout)
  }
}

const partsOf = (reply: Msg): readonly (Part | undefined)[] =>
  (reply.headers?.has(batchHeader) && readParts(reply.string())) || []

const replyOf = ({ headers, body }: Part): Reply => ({
  header: (name) => headers[name],
  json: () => body,
  bytes: () => Buffer.from(JSON.stringify(body)),
})

/** As few messages as will do. */
function inMessages(asked: readonly Asked[]): Asked[][] {
  const messages: Asked[][] = []
  let [last, bytes]: [Asked[], number] = [[], 0]
  for (const one of asked) {
    const size = Buffer.byteLength(one.question.body)
    if (last.length === 0 || last.length === mostParts || bytes + size > mostBytes) {
      ;[last, bytes] = [[], 0]
      messages.push(last)
    }
    last.push(one)
    bytes += size
  }
  return messages
}
