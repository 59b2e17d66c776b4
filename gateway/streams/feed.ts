import { events } from '#subjects/contracts.ts'
import type { Caller } from '#subjects/envelope.ts'
import { type followNotifications, notificationFailed, notificationSent } from '#subjects/notifications.ts'
import type { followOrder } from '#subjects/orders.ts'
import type { EventSubject, InputOf, OutputOf, RequestSubject } from '#subjects/subject.ts'

/** What a contract that can be followed answers: entries in order, and whether there is or can be another one. */
export type Followed = {
  readonly items: readonly { readonly seq: number }[]
  readonly state: 'more' | 'open' | 'final'
}

/** How a contract is followed: which events say that there is more to read, and how its entries are called. */
export type Feed<S extends RequestSubject = RequestSubject> = {
  readonly heard: readonly EventSubject[]
  /** The member of those events that says whose history has grown. */
  readonly about: string
  /** Whose history somebody follows. */
  readonly topicOf: (input: InputOf<S>, caller: Caller) => string
  readonly nameOf: (entry: EntryOf<S>) => string
  /** What the entries can be called, for the description of the API. */
  readonly names: readonly string[]
}

type EntryOf<S> = OutputOf<S> extends { readonly items: readonly (infer Entry)[] } ? Entry : never

/** Every event of the orders' stream is an entry in the history of its order. */
const orderEvents = events.filter(({ stream }) => stream === 'orders')

export const orderFeed: Feed<typeof followOrder> = {
  heard: orderEvents,
  about: 'orderId',
  topicOf: ({ orderId }) => orderId,
  nameOf: ({ type }) => type,
  names: orderEvents.map(({ name }) => name).sort(),
}

export const notificationFeed: Feed<typeof followNotifications> = {
  heard: [notificationSent, notificationFailed],
  about: 'userId',
  topicOf: (_input, { id }) => id,
  nameOf: ({ status }) => (status === 'sent' ? notificationSent : notificationFailed).name,
  names: [notificationSent.name, notificationFailed.name],
}
