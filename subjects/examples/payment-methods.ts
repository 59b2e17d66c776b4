import type * as subject from '../payment-methods.ts'
import type { ExamplesOf } from '../subject.ts'
import { opened, paymentMethodId } from './story.ts'

const card = {
  id: paymentMethodId,
  type: 'card' as const,
  brand: 'visa',
  last4: '4242',
  expMonth: 12,
  expYear: 2_027,
  isDefault: true,
  createdAt: opened,
}

/** Ada has a card kept, and pays with it without saying so. */
export const paymentMethods: ExamplesOf<typeof subject> = {
  setUpPaymentMethod: {
    input: { paymentMethod: 'pm_card_visa' },
    output: {
      id: 'pms_01m84rbg7sf689g5dd2r6m9t0a',
      status: 'succeeded',
      paymentMethod: card,
      createdAt: opened,
    },
  },
  listPaymentMethods: { input: {}, output: { items: [card] } },
  readPaymentMethod: { input: { paymentMethodId }, output: card },
  makePaymentMethodDefault: { input: { paymentMethodId }, output: card },
  detachPaymentMethod: { input: { paymentMethodId }, output: null },
}
