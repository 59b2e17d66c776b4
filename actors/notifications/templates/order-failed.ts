import { outOfStock, reservationLost } from '#subjects/inventory.ts'
import { paymentDeclined } from '#subjects/payments.ts'
import { productUnavailable } from '#subjects/products.ts'
import type { Template } from '../letter.ts'

type Data = {
  readonly number: string
  readonly reason: string
  /** Whether it was to replace what came back. */
  readonly isExchange?: boolean
}

/** Tells somebody who was waiting for the outcome that an order came to nothing. */
export const orderFailedMail: Template<Data> = {
  name: 'order-failed',
  subject: ({ number }) => `Your order ${number} could not be completed`,
  write: ({ number, reason, isExchange }) => ({
    heading: 'Your order could not be completed',
    parts: [
      `We are sorry: your order ${number} could not be completed. ${whyOf(reason)}`,
      'Nothing was charged. If your bank shows an amount as reserved, it will let go of it by itself within a few days.',
      isExchange
        ? 'It was made for what you wanted in exchange. What you sent back is paid back to you, so you can order anew.'
        : 'We would be glad if you tried again.',
    ],
  }),
}

const soldOut = 'Something in it was sold out before we could set it aside for you.'

const reasons: Readonly<Record<string, string>> = {
  [outOfStock.code]: soldOut,
  [productUnavailable.code]: 'Something in it can no longer be bought.',
  [paymentDeclined.code]: 'Your bank declined the payment; another card may work.',
  [reservationLost.code]: 'The payment took longer than we could hold the goods for you.',
}

const whyOf = (reason: string) => reasons[reason] ?? 'Something went wrong on the way.'
