import type * as subject from '../notifications.ts'
import type { ExamplesOf } from '../subject.ts'
import { ada, confirmed, orderNumber } from './story.ts'

const mail = {
  id: 'ntf_01m84rbg7sf689g5djpj6r7wmg',
  template: 'order-confirmed',
  channel: 'email' as const,
  subject: `Your order ${orderNumber} is confirmed`,
  status: 'sent' as const,
  createdAt: confirmed,
  sentAt: '2026-11-02T09:15:02.000Z',
}
const fact = { notificationId: mail.id, userId: ada.id, channel: mail.channel, template: mail.template }

/** What Ada hears of it all. */
export const notifications: ExamplesOf<typeof subject> = {
  listNotifications: { input: { limit: 20 }, output: { items: [mail], next: null } },
  followNotifications: { input: { after: 1 }, output: { items: [{ seq: 2, ...mail }], state: 'open' } },
  readPreferences: { input: {}, output: { marketing: true } },
  putPreferences: { input: { marketing: false }, output: { marketing: false } },
  unsubscribe: { input: { token: '3f0c7a52-9f55-4c0e-8f2b-6a1d1f6f4c11' }, output: null },
  notificationSent: fact,
  notificationFailed: fact,
  notificationSend: {
    userId: ada.id,
    subject: 'Your mugs are on their way',
    text: 'They left our shelf this morning and should be with you on Thursday.',
  },
}
