import { databases as names } from '#db/databases.ts'
import { events } from '#subjects/contracts.ts'
import type { NatsFrame } from './nats-text.ts'
import { byItself, looks, type Moment, type Point, pointOf, providerCalls } from './points.ts'
import { type PostgresFrame, startupOf, textsIn } from './postgres-messages.ts'

/**
 * Whether whoever sent or awaits a frame dies of it: then neither it nor anything after it arrives. `messages` are those that
 * its process has in hand and would not be asked or told about for ever.
 */
export type Kills = (point: Point, messages?: readonly string[]) => boolean

/** Whether the process dies of what it said, or would hear now. */
type Reading<Frame> = { readonly said: (frame: Frame) => boolean; readonly heard: (frame: Frame) => boolean }

/** Reads along what one process says and hears, and tells at which point it is. */
export type Watch = {
  readonly natsConnection: () => Reading<NatsFrame>
  readonly postgresConnection: () => Reading<PostgresFrame>
  readonly stripeConnection: () => Reading<Buffer>
}

/** A process of several actors, or of one, has its name. */
const hosts = ['actors', ...names]
const eventNames = new Set(events.map(({ name }) => name))

/** What an actor is about, and the messages because of which it is. */
type About = { readonly name: string; readonly messages: readonly string[] }

/** What each actor was asked and has not answered, by where the answer goes. */
type Asked = Map<string, About & { readonly actor: string }>

/** Nobody is killed for what is not known. */
type At = (actor: string, about: About | string | undefined, moment: Moment) => boolean

export function watchOf(kills: Kills): Watch {
  const asked: Asked = new Map()
  const at: At = (actor, about, moment) =>
    typeof about === 'string'
      ? kills(pointOf(actor, about, moment))
      : about !== undefined && kills(pointOf(actor, about.name, moment), about.messages)
  const nothing: About = { name: byItself, messages: [] }
  // Who only looks writes nothing, and of several nobody can say which of them it is that writes.
  const latestOf = (actor: string) => {
    const inHand = [...asked.values()].filter((one) => one.actor === actor && !looks.test(one.name))
    return new Set(inHand.map(({ name }) => name)).size > 1 ? undefined : (inHand.at(-1) ?? nothing)
  }
  return {
    natsConnection: () => watchNats(asked, at),
    postgresConnection: () => watchPostgres(latestOf, at),
    stripeConnection: () => watchStripe(at),
  }
}

const headerIn = (payload: string, name: string) => new RegExp(`^${name}: ?(\\S+)`, 'im').exec(payload)?.[1] ?? ''
const ordersIn = (payload: string) => [...new Set(payload.match(/\bord_\w{26}/g))]

function watchNats(asked: Asked, at: At): Reading<NatsFrame> {
  const published = new Map<string, { readonly source: string; readonly event: string }>()
  const delivered = new Map<string, About>()
  let isOfActors = false
  return {
    said({ verb, subject, reply, rest, payload }) {
      if (verb === 'CONNECT') isOfActors = hosts.some((host) => rest.includes(`"name":"${host}"`))
      if (!isOfActors) return false
      const request = asked.get(subject)
      if (request) {
        if (at(request.actor, request, 'before its answer')) return true
        asked.delete(subject)
      }
      const event = delivered.get(subject)
      if (event && /^(?:\+ACK)?$/.test(payload.trim())) {
        delivered.delete(subject)
        return at(event.name.split('_', 1)[0] ?? '', event, 'before its acknowledgement')
      }
      if (!eventNames.has(subject)) return false
      const source = headerIn(payload, 'ce-source')
      published.set(reply, { source, event: subject })
      return at(source, subject, 'before it is published')
    },
    heard({ subject, reply, payload }) {
      if (!isOfActors) return false
      const [, actor = ''] = /^req\.(\w+)\./.exec(subject) ?? []
      if (actor && reply) {
        // Who comes from outside asks again until there is an answer; an actor does so for its orders, each time after long.
        const isFromOutside = /^caller: ?\S+ \S+ edge\b/im.test(payload)
        asked.set(reply, { actor, name: subject, messages: isFromOutside ? [] : ordersIn(payload) })
      }
      const [, durable] = /^\$JS\.ACK\.EVT_\w+\.(\w[\w-]*)\./.exec(reply.replace(/^(\$JS\.ACK\.)_\.\w+\./, '$1')) ?? []
      if (durable) delivered.set(reply, { name: durable, messages: [headerIn(payload, 'ce-id')] })
      const fact = published.get(subject)
      published.delete(subject)
      return fact ? at(fact.source, fact.event, 'before it is marked as published') : false
    },
  }
}

const writes = /^\s*(?:insert|update|delete)\b|^\s*with\b[^]*\b(?:insert into|update|delete from)\b/i

function watchPostgres(latestOf: (actor: string) => About | undefined, at: At): Reading<PostgresFrame> {
  const statements = new Map<string, string>()
  const unanswered: string[] = []
  let actor = ''
  let [isOpen, hasWritten] = [false, false]
  let named: About | undefined
  const about = () => named ?? latestOf(actor)
  const begin = () => {
    ;[isOpen, hasWritten] = [true, false]
    named = undefined
  }
  return {
    said(frame) {
      const { kind } = frame
      if (kind === '') {
        const { application_name: name = '' } = startupOf(frame)
        actor = names.find((one) => one === name) ?? ''
      }
      if (!actor) return false
      const [first = '', second = ''] = textsIn(frame)
      if (kind === 'Q') unanswered.push(first)
      if (kind === 'Q' && /^\s*begin/i.test(first)) begin()
      if (kind === 'P') statements.set(first, second)
      if (kind !== 'B') return false
      const statement = statements.get(second) ?? ''
      unanswered.push(statement)
      if (/^\s*commit/i.test(statement)) return hasWritten && at(actor, about(), 'before its commit')
      if (isOpen) named ??= namedIn(actor, statement, frame.body.toString('latin1'))
      else if (writes.test(statement) && about()?.name !== byItself) return at(actor, about(), 'before its commit')
      return false
    },
    heard(frame) {
      if (!actor || !/[CE]/.test(frame.kind)) return false
      const statement = unanswered.shift() ?? ''
      if (frame.kind === 'E') return false
      const [tag = ''] = textsIn(frame)
      const hasChanged = writes.test(statement) && / [1-9]\d*$/.test(tag)
      if (isOpen && hasChanged) hasWritten = true
      if (/^(?:COMMIT|ROLLBACK)$/.test(tag)) {
        const wasWritten = hasWritten && tag === 'COMMIT'
        const whose = about()
        isOpen = false
        named = undefined
        return wasWritten && at(actor, whose, 'after its commit')
      }
      return !isOpen && hasChanged && at(actor, about(), 'after its commit')
    },
  }
}

/** A transaction says what it is about where it notes that an event, or a command under a key, is done once. */
function namedIn(actor: string, statement: string, bound: string): About | undefined {
  const [durable] = (/inbox/.test(statement) && new RegExp(`\\b${actor}_[a-z]+(?:-[a-z_-]+)+`).exec(bound)) || []
  if (durable) return { name: durable, messages: bound.match(/\bevt_\w{26}/g) ?? [] }
  const [command] = (/idempotency/.test(statement) && new RegExp(`\\breq\\.${actor}\\.[a-z-]+`).exec(bound)) || []
  return command === undefined ? undefined : { name: command, messages: [] }
}

function watchStripe(at: At): Reading<Buffer> {
  let call: string | undefined
  return {
    said(bytes) {
      const [, path = ''] = /^POST (\S+) HTTP/.exec(bytes.toString('latin1', 0, 300)) ?? []
      if (path) call = providerCalls.find((end) => path.endsWith(`/${end}`))
      return false
    },
    heard() {
      const answered = call
      call = undefined
      return answered !== undefined && at('payments', answered, 'after the provider has done it')
    },
  }
}
