import { Type } from 'typebox'
import { Exact, IdOf, PageOf, PageQuery, Text, Timestamp, UserId } from './common.ts'
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

/** The one command on a stream: write to somebody. Saying it twice with one event id writes once. */
export const notificationSend = event('notification.send', {
  summary: 'Asks for a message to a customer, in words of the sender',
  stream: 'notifications',
  emitters: ['tools'],
  audience: 'anyone',
  data: Exact({ userId: UserId, subject: Text(200), text: Text(5_000) }),
})
