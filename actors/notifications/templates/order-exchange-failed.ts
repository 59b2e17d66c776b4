import { exchangeIncomplete } from '#subjects/fulfilment.ts'
import { shippingUnavailable } from '#subjects/pricing.ts'
import { productUnavailable } from '#subjects/products.ts'
import type { Template } from '../letter.ts'

type Data = { readonly number: string; readonly reason: string }

/** Tells that what somebody wanted in exchange could not be ordered. */
export const orderExchangeFailedMail: Template<Data> = {
  name: 'order-exchange-failed',
  subject: ({ number }) => `The exchange for your order ${number}`,
  write: ({ number, reason }) => ({
    heading: 'We could not make the exchange',
    parts: [
      `We are sorry: we could not order what you wanted in exchange for goods of your order ${number}. ${whyOf(reason)}`,
      'Nothing was charged for it, and what came back to us is paid back to the card you paid with.',
    ],
  }),
}

const reasons: Readonly<Record<string, string>> = {
  [exchangeIncomplete.code]: 'Not everything came back that was to be exchanged.',
  [productUnavailable.code]: 'Something in it can no longer be bought.',
  [shippingUnavailable.code]: 'We no longer send it to your address.',
}

const whyOf = (reason: string) => reasons[reason] ?? 'Something went wrong on the way.'
