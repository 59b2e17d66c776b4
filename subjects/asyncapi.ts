import { collectComponents, type Components } from './components.ts'
import { contracts, events, purposes, requests } from './contracts.ts'
import { exampleOf } from './examples.ts'
import { commonProblems, conditionProblems, idempotencyProblems } from './problem.ts'
import { release } from './release.ts'
import type { EventSubject, RequestSubject } from './subject.ts'

type Json = Record<string, unknown>

/** Everything that can be said on the subjects, as AsyncAPI 3.0 has it: this system receives requests and sends events. */
export function describeMessages(): Json {
  const components = collectComponents()
  const [channels, operations, messages]: [Json, Json, Json] = [{}, {}, {}]
  for (const request of requests) addRequest(request, components, { channels, operations, messages })
  for (const event of events) addEvent(event, components, { channels, operations, messages })
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Tradewind subjects',
      version: release,
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
      description:
        'Requests are asked with NATS request-reply on `req.<actor>.<operation>`. Several requests of an operation that says so may share a message with the header `Batch`: a list of `{headers, body}`, answered by one such list. Events come from a JetStream stream for each actor, at least once and in any order: `ce-id` tells repetitions apart, and `ce-sequence` counts up by one per `ce-subject`.',
    },
    defaultContentType: 'application/json',
    channels,
    operations,
    components: {
      schemas: { ...components.schemas, RequestHeaders, ReplyHeaders, EventHeaders },
      messages,
      tags,
      securitySchemes: {
        nkey: {
          type: 'asymmetricEncryption',
          description: 'Each process has an nkey of its own, and may say and hear what its contracts name.',
        },
      },
    },
  }
}

/** What a contract is called where it is declared: `placeOrder` for `req.orders.place`. */
export const nameOf = (subject: RequestSubject | EventSubject): string => exportNames.get(subject) ?? subject.name

const exportNames: ReadonlyMap<unknown, string> = new Map(
  Object.values(contracts).flatMap((module) =>
    Object.entries<unknown>(module).map(([name, value]) => [value, name] as const),
  ),
)

type Sections = { channels: Json; operations: Json; messages: Json }

function addRequest(subject: RequestSubject, components: Components, { channels, operations, messages }: Sections) {
  const [name, problems] = [nameOf(subject), refusalsOf(subject)]
  const { summary } = subject
  const { input, output } = exampleOf(subject)
  messages[name] = {
    name,
    summary,
    headers: refer('schemas', 'RequestHeaders'),
    payload: components.schema(subject.input.schema),
    examples: [{ payload: input }],
  }
  messages[`${name}Reply`] = {
    name: `${name}Reply`,
    headers: refer('schemas', 'ReplyHeaders'),
    payload: components.schema(subject.output.schema),
    examples: [{ payload: output }],
  }
  messages[`${name}Refusal`] = {
    name: `${name}Refusal`,
    summary: 'Comes with the headers Nats-Service-Error-Code and Nats-Service-Error',
    payload: { oneOf: problems.map(components.problem) },
  }
  channels[name] = { address: subject.name, messages: { [name]: refer('messages', name) } }
  channels[`${name}Reply`] = {
    messages: {
      [`${name}Reply`]: refer('messages', `${name}Reply`),
      [`${name}Refusal`]: refer('messages', `${name}Refusal`),
    },
  }
  operations[name] = {
    action: 'receive',
    summary,
    description: `May be asked by ${subject.callers.join(', ')}; answered within ${subject.timeoutMs + subject.waitMs} ms.${subject.shared ? ' May share a message.' : ''}`,
    tags: [{ $ref: `#/components/tags/${subject.actor}` }],
    security,
    channel: { $ref: `#/channels/${name}` },
    reply: { channel: { $ref: `#/channels/${name}Reply` } },
  }
}

function addEvent(subject: EventSubject, components: Components, { channels, operations, messages }: Sections) {
  const name = nameOf(subject)
  const fromOutside = subject.emitters.every((emitter) => emitter === 'tools')
  messages[name] = {
    name,
    summary: subject.summary,
    headers: refer('schemas', 'EventHeaders'),
    payload: components.schema(subject.data.schema),
    examples: [{ payload: exampleOf(subject) }],
  }
  channels[name] = { address: subject.name, messages: { [name]: refer('messages', name) } }
  operations[name] = {
    action: fromOutside ? 'receive' : 'send',
    summary: subject.summary,
    description: `Emitted by ${subject.emitters.join(', ')}; on the stream of ${subject.stream}.`,
    tags: [{ $ref: `#/components/tags/${subject.stream}` }],
    security,
    channel: { $ref: `#/channels/${name}` },
  }
}

const security = [{ $ref: '#/components/securitySchemes/nkey' }]

const tags = Object.fromEntries(Object.entries(purposes).map(([name, description]) => [name, { name, description }]))

const refer = (section: 'schemas' | 'messages', name: string) => ({ $ref: `#/components/${section}/${name}` })

/** Every problem a request may answer on the bus. */
export function refusalsOf({ problems, idempotencyKey, conditional }: RequestSubject) {
  const [ofKey, ofCondition] = [idempotencyKey ? idempotencyProblems : [], conditional ? conditionProblems : []]
  return [...new Set([...problems, ...commonProblems, ...ofKey, ...ofCondition])]
}

const text = (description: string) => ({ type: 'string', description })

const RequestHeaders = {
  type: 'object',
  required: ['Caller', 'Correlation-Id'],
  properties: {
    Caller: text('Role, id and vouching process of whom the message speaks for, and the login if there is one'),
    'Correlation-Id': text('Shared by everything one outside request led to'),
    'Causation-Id': text('The message that led to this one'),
    Deadline: text('Milliseconds since the epoch after which nobody waits for the answer'),
    'Idempotency-Key': text("The caller's own name for a command, percent-encoded"),
    'If-Version': text('The versions a command is meant for, or * for whichever there is'),
    Wait: text('Milliseconds to wait for the end of what is begun'),
    traceparent: text('W3C Trace Context'),
  },
}

const ReplyHeaders = {
  type: 'object',
  properties: {
    Version: text('Of the thing that the reply shows, if it has one: what If-Version takes'),
    'Idempotency-Replayed': text('`true` if this repeats the answer to an earlier request with the same key'),
  },
}

const EventHeaders = {
  type: 'object',
  required: ['ce-id', 'ce-type', 'ce-source', 'ce-time', 'ce-subject', 'ce-sequence', 'Nats-Msg-Id'],
  properties: {
    'ce-id': text('Never changes, however often the event is delivered'),
    'ce-type': text('The name of the event'),
    'ce-source': text('The actor it comes from'),
    'ce-time': text('When it happened'),
    'ce-subject': text('The aggregate it is about'),
    'ce-sequence': text("The aggregate's version, without gaps"),
    'Nats-Msg-Id': text('The same as ce-id'),
    ...RequestHeaders.properties,
  },
}
