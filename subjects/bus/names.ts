import type { EventSubject } from '../subject.ts'

/** A durable consumer: one actor's place in one kind of event. */
export type Subscription = { readonly actor: string; readonly subject: EventSubject }

export const streamName = (owner: string) => `EVT_${owner.toUpperCase()}`

/** Comes from the actor and the subject, never from a name that code is free to change: a new name would replay the stream. */
export const durableName = ({ actor, subject }: Subscription) => `${actor}_${subject.name.replaceAll('.', '-')}`

/** Every durable consumer that the contracts of these events speak of. */
export const subscriptionsOf = (events: readonly EventSubject[]): Subscription[] =>
  events.flatMap((subject) => subject.consumers.map((actor) => ({ actor, subject })))

/** Where one process wakes the same actor in another. */
export const nudgeSubject = (topic: string) => `nudge.${topic}`

/** Where the relays of an actor's outbox wake each other. */
export const relayTopic = (actor: string) => `relay.${actor}`

/** Where the relays of an actor's outbox are told to look at their streams now. */
export const verifyTopic = (actor: string) => `${relayTopic(actor)}.verify`
