import { databases as names } from '#db/databases.ts'
import { events } from '#subjects/contracts.ts'
import type { NatsFrame } from './nats-text.ts'
import { byItself, type Moment, type Point, pointOf, providerCalls } from './points.ts'
import { type PostgresFrame, startupOf, textsIn } from './postgres-messages.ts'

/** Whether whoever sent or awaits a frame dies of it: then neither it nor anything after it arrives. */
export type Kills = (point: Point) => boolean

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
const sourceIn = /^ce-source: ?(\w+)/im

/** What an actor is about, for want of a better word: the request that it was asked last and has not answered. */
type Asked = Map<string, { readonly actor: string; readonly name: string }>

export function watchOf(kills: Kills): Watch {
  const asked: Asked = new Map()
  const at = (actor: string, about: string, moment: Moment) => kills(pointOf(actor, about, moment))
  const latestOf = (actor: string) => [...asked.values()].findLast((one) => one.actor === actor)?.name ?? byItself
  return {
    natsConnection: () => watchNats(asked, at),
    postgresConnection: () => watchPostgres(latestOf, at),
    stripeConnection: () => watchStripe(at),
  }
}

type At = (actor: string, about: string, moment: Moment) => boolean

function watchNats(asked: Asked, at: At): Reading<NatsFrame> {
  const published = new Map<string, { readonly source: string; readonly event: string }>()
  let isOfActors = false
  return {
    said({ verb, subject, reply, rest, payload }) {
      if (verb === 'CONNECT') isOfActors = hosts.some((host) => rest.includes(`"name":"${host}"`))
      if (!isOfActors) return false
      const request = asked.get(subject)
      if (request) {
        if (at(request.actor, request.name, 'before its answer')) return true
        asked.delete(subject)
      }
      const [, durable = ''] =
        /^\$JS\.ACK\.EVT_\w+\.(\w[\w-]*)\./.exec(subject.replace(/^(\$JS\.ACK\.)_\.\w+\./, '$1')) ?? []
      if (durable && /^(?:\+ACK)?$/.test(payload.trim())) {
        return at(durable.split('_', 1)[0] ?? '', durable, 'before its acknowledgement')
      }
      if (!eventNames.has(subject)) return false
      const [, source = ''] = sourceIn.exec(payload) ?? []
      published.set(reply, { source, event: subject })
      return at(source, subject, 'before it is published')
    },
    heard({ subject, reply }) {
      if (!isOfActors) return false
      const [, actor = ''] = /^req\.(\w+)\./.exec(subject) ?? []
      if (actor && reply) asked.set(reply, { actor, name: subject })
      const fact = published.get(subject)
      published.delete(subject)
      return fact ? at(fact.source, fact.event, 'before it is marked as published') : false
    },
  }
}

const writes = /^\s*(?:insert|update|delete)\b|^\s*with\b[^]*\b(?:insert into|update|delete from)\b/i

function watchPostgres(latestOf: (actor: string) => string, at: At): Reading<PostgresFrame> {
  const statements = new Map<string, string>()
  const unanswered: string[] = []
  let actor = ''
  let [isOpen, hasWritten, about] = [false, false, '']
  const begin = () => ([isOpen, hasWritten, about] = [true, false, ''])
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
      const [durable] = new RegExp(`\\b${actor}_[a-z]+(?:-[a-z-]+)+`).exec(frame.body.toString('latin1')) ?? []
      if (isOpen && durable && /inbox/.test(statement)) about = durable
      if (/^\s*commit/i.test(statement)) return hasWritten && at(actor, about || latestOf(actor), 'before its commit')
      return (
        !isOpen &&
        writes.test(statement) &&
        latestOf(actor) !== byItself &&
        at(actor, latestOf(actor), 'before its commit')
      )
    },
    heard(frame) {
      if (!actor || !/[CE]/.test(frame.kind)) return false
      const statement = unanswered.shift() ?? ''
      if (frame.kind === 'E') return false
      const [tag = ''] = textsIn(frame)
      const hasChanged = writes.test(statement) && / [1-9]\d*$/.test(tag)
      if (isOpen && hasChanged) hasWritten = true
      if (/^(?:COMMIT|ROLLBACK)$/.test(tag)) {
        const [wasWritten, name] = [hasWritten && tag === 'COMMIT', about || latestOf(actor)]
        isOpen = false
        return wasWritten && at(actor, name, 'after its commit')
      }
      return !isOpen && hasChanged && at(actor, latestOf(actor), 'after its commit')
    },
  }
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
