import type * as subject from '../notifications.ts'
import type { ExamplesOf } from '../subject.ts'
import { ada, confirmed, orderNumber } from './story.ts'

/** What Ada hears of it all. */
export const notifications: ExamplesOf<typeof subject> = {
  listNotifications: {
    input: { limit: 20 },
    output: {
      items: [
        {
          id: 'ntf_01m84rbg7sf689g5djpj6r7wmg',
          template: 'order-confirmed',
          channel: 'email',
          subject: `Your order ${orderNumber} is confirmed`,
          status: 'sent',
          createdAt: confirmed,
          sentAt: '2026-11-02T09:15:02.000Z',
        },
      ],
      next: null,
    },
  },
  notificationSend: {
    userId: ada.id,
    subject: 'Your mugs are on their way',
    text: 'They left our shelf this morning and should be with you on Thursday.',
  },
}
