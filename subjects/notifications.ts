import { Type } from 'typebox'
import { CustomerId, Exact, Followed, FollowQuery, IdOf, PageOf, PageQuery, Text, Timestamp, UserId } from './common.ts'
import { cursorInvalid } from './cursor.ts'
import { event, request } from './subject.ts'

export const Notification = Exact({
  id: IdOf('ntf'),
  template: Type.String(),
  channel: Type.Enum(['email']),
  subject: Text(300),
  status: Type.Enum(['queued', 'sent', 'failed']),
  createdAt: Timestamp,
  sentAt: Type.Union([Timestamp, Type.Null()]),
})

export const listNotifications = request('notifications.list', {
  summary: 'What was sent to the caller, newest first, a page at a time',
  input: Exact(PageQuery),
  output: PageOf(Notification),
  access: 'customer',
  problems: [cursorInvalid],
})

/** A notification that has come to its end, at its place among those of its reader. */
export const SettledNotification = Exact({
  seq: Type.Integer({ minimum: 1 }),
  ...Notification.properties,
  status: Type.Enum(['sent', 'failed']),
})

export const followNotifications = request('notifications.follow', {
  summary:
    'What is sent to the caller, and what could not be, from a place in that history on; without one, from the last 20',
  input: Exact(FollowQuery),
  output: Followed(SettledNotification),
  access: 'customer',
})

export const Preferences = Exact({
  marketing: Type.Boolean({ description: 'Whether to write about anything but their orders and their account' }),
})

export const readPreferences = request('notifications.read-preferences', {
  summary: 'What the caller wants to be written about',
  input: Exact({}),
  output: Preferences,
  access: 'customer',
})

export const putPreferences = request('notifications.put-preferences', {
  summary: 'Says what the caller wants to be written about',
  input: Preferences,
  output: Preferences,
  access: 'customer',
})

export const unsubscribe = request('notifications.unsubscribe', {
  summary:
    "Ends what its reader gets besides what concerns their orders, by the link in a mail (RFC 8058). Nobody learns whether the token was anybody's",
  input: Exact({
    token: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', description: 'From the link' }),
  }),
  output: Type.Null(),
  access: 'public',
})

const NotificationFact = {
  notificationId: IdOf('ntf'),
  userId: CustomerId,
  channel: Type.Enum(['email']),
  template: Type.String(),
}

export const notificationSent = event('notification.sent', {
  summary: 'A message to a customer was handed to whoever carries it',
  stream: 'notifications',
  audience: 'anyone',
  data: Exact(NotificationFact),
})

export const notificationFailed = event('notification.failed', {
  summary: 'A message to a customer was given up',
  stream: 'notifications',
  audience: 'anyone',
  data: Exact(NotificationFact),
})

/** The one command on a stream: write to somebody. Saying it twice with one event id writes once. */
export const notificationSend = event('notification.send', {
  summary: 'Asks for a message to a customer, in words of the sender',
  stream: 'notifications',
  consumers: ['notifications'],
  emitters: ['tools'],
  audience: 'anyone',
  data: Exact({ userId: UserId, subject: Text(200), text: Text(5_000) }),
})
