import { randomUUID } from 'node:crypto'
import { type Msg, type NatsConnection, type NatsError, nuid, type SubscriptionOptions } from 'nats'

/**
 * The same connection, for a service: what asks to be answered anywhere but in an inbox does not reach it. The broker opens
 * to a service whatever place a message names for the answer, and does not look whether the sender may say anything there.
 * So whoever may ask one thing could have it say another: to the broker's own API, or as an event.
 */
export function withinInboxes(nc: NatsConnection): NatsConnection {
  const subscribe = (subject: string, { callback, ...options }: SubscriptionOptions = {}) =>
    nc.subscribe(subject, { ...options, ...(callback && { callback: guarded(callback) }) })
  return Object.create(nc, { subscribe: { value: subscribe } }) as NatsConnection
}

type Callback = (error: NatsError | null, message: Msg) => void

const guarded =
  (callback: Callback): Callback =>
  (error, message) => {
    if (error || !message.reply || /^_INBOX[._]/.test(message.reply)) callback(error, message)
  }

/**
 * Whoever may answer in an inbox at all finds it only by being asked. The client counts its inboxes up in steps, so that one
 * who was asked once could have answered the next question in another's place.
 */
export function hideInboxes(): void {
  nuid.next = () => randomUUID()
}
