import { durableName, nudgeSubject, relayTopic, type Subscription, streamName, verifyTopic } from './bus/names.ts'
import type { EventSubject, RequestSubject } from './subject.ts'

/** Everything that is said in a system, and by whose contracts. */
export type Said = {
  readonly requests: readonly RequestSubject[]
  readonly events: readonly EventSubject[]
  readonly subscriptions: readonly Subscription[]
}

/** What one connection may say and hear; the broker refuses all the rest. */
export type Permissions = {
  readonly publish: readonly string[]
  readonly subscribe: readonly string[]
}

/** A process as the broker knows it, with the roles it has: actors by name, `edge`, `tools`, `observer`, `provisioner`. */
export type Identity = { readonly name: string; readonly roles: readonly string[] }

type Part = { readonly publish: readonly string[]; readonly subscribe: readonly string[] }

/** What an identity needs for its roles among all `identities`, and no more: an actor may not even hear what it did not declare. */
export function permissionsOf({ name, roles }: Identity, said: Said, identities: readonly Identity[]): Permissions {
  const parts = roles.map((role) => partOf(role, said))
  const askers = new Set(roles.flatMap((role) => askersOf(role, said)))
  const asking = identities.filter((identity) => identity.roles.some((role) => askers.has(role)))
  return {
    publish: sorted([...parts.flatMap(({ publish }) => publish), ...asking.map(inboxesOf)]),
    // Whoever could hear in another's inbox would read the answers that the other one gets.
    subscribe: sorted([inboxesOf({ name }), ...parts.flatMap(({ subscribe }) => subscribe)]),
  }
}

const inboxesOf = ({ name }: Pick<Identity, 'name'>) => `_INBOX_${name}.>`

/**
 * The roles that ask a service something, or who it is. It may answer in their inboxes at any time: a broker that opens each
 * inbox only for the answer (`allow_responses`) keeps a minute's worth of them, and looks through all at every message.
 */
function askersOf(role: string, { requests }: Said): readonly string[] {
  if (['edge', 'tools', 'observer'].includes(role)) return []
  return [
    'tools',
    'observer',
    'provisioner',
    ...requests.filter(({ actor }) => actor === role).flatMap(({ callers }) => callers),
  ]
}

const sorted = (subjects: readonly string[]) => [...new Set(subjects)].toSorted()

function partOf(role: string, said: Said): Part {
  const asked = said.requests.filter(({ callers }) => callers.includes(role)).map(({ name }) => name)
  const emitted = said.events.filter(({ emitters }) => emitters.includes(role)).map(({ name }) => name)
  const events = said.events.map(({ name }) => name)
  const streams = [...new Set(said.events.map(({ stream }) => streamName(stream)))]
  switch (role) {
    case 'edge':
      return { publish: asked, subscribe: events }
    case 'tools':
      return {
        publish: [...asked, ...emitted, ...discovery(), ...inspection(streams), ...verifications(said)],
        subscribe: events,
      }
    case 'observer':
      return { publish: [...discovery(), ...inspection(streams)], subscribe: events }
    case 'provisioner':
      return provisioner(streams, said)
    default:
      return actor(role, said, [...asked, ...emitted])
  }
}

function actor(role: string, { requests, events, subscriptions }: Said, says: readonly string[]): Part {
  const own = subscriptions.filter((subscription) => subscription.actor === role)
  const filled = events.filter(({ stream, emitters }) => stream === role || emitters.includes(role))
  const nudge = nudgeSubject(relayTopic(role))
  return {
    publish: [
      ...says,
      nudge,
      // A relay sees for itself that its stream was lost, so that it needs the provisioner only to have it made again.
      ...filled.map(({ stream }) => `$JS.API.STREAM.INFO.${streamName(stream)}`),
      ...own.flatMap((subscription) => {
        const place = `${streamName(subscription.subject.stream)}.${durableName(subscription)}`
        return [`$JS.API.CONSUMER.INFO.${place}`, `$JS.API.CONSUMER.MSG.NEXT.${place}`, `$JS.ACK.${place}.>`]
      }),
    ],
    subscribe: [
      ...requests.filter(({ actor }) => actor === role).map(({ name }) => name),
      nudge,
      nudgeSubject(verifyTopic(role)),
      ...announced(role),
    ],
  }
}

/** The one that makes streams and consumers; even it cannot reach past those of the contracts. */
function provisioner(streams: readonly string[], { requests, events, subscriptions }: Said): Part {
  const places = subscriptions.map((each) => `${streamName(each.subject.stream)}.${durableName(each)}`)
  return {
    publish: [
      ...events.map(({ name }) => name),
      ...discovery(),
      ...inspection(streams),
      ...streams.flatMap((stream) =>
        ['CREATE', 'UPDATE', 'DELETE', 'INFO'].map((verb) => `$JS.API.STREAM.${verb}.${stream}`),
      ),
      ...places.flatMap((place) => [
        `$JS.API.CONSUMER.INFO.${place}`,
        // Servers before 2.9 took the one, later ones take the other.
        `$JS.API.CONSUMER.DURABLE.CREATE.${place}`,
        `$JS.API.CONSUMER.CREATE.${place}.>`,
      ]),
    ],
    subscribe: [
      ...requests.filter(({ actor }) => actor === 'provisioner').map(({ name }) => name),
      ...announced('provisioner'),
    ],
  }
}

const verbs = ['PING', 'INFO', 'STATS']

/** Where a service is asked who it is: as one of all, by its name, and by its id. */
const announced = (name: string) =>
  verbs.flatMap((verb) => [`$SRV.${verb}`, `$SRV.${verb}.${name}`, `$SRV.${verb}.${name}.*`])

const discovery = () => verbs.flatMap((verb) => [`$SRV.${verb}`, `$SRV.${verb}.>`])

/** Looks at streams, consumers and stored events, and changes nothing. */
const inspection = (streams: readonly string[]) => [
  '$JS.API.INFO',
  '$JS.API.STREAM.NAMES',
  '$JS.API.STREAM.LIST',
  ...streams.flatMap((stream) => [
    `$JS.API.STREAM.INFO.${stream}`,
    `$JS.API.STREAM.MSG.GET.${stream}`,
    `$JS.API.CONSUMER.NAMES.${stream}`,
    `$JS.API.CONSUMER.LIST.${stream}`,
    `$JS.API.CONSUMER.INFO.${stream}.*`,
  ]),
]

/** After a rebuild the relays are told, instead of finding out within a minute. */
const verifications = ({ events }: Said) =>
  events.flatMap(({ stream, emitters }) => [stream, ...emitters]).map((actor) => nudgeSubject(verifyTopic(actor)))
