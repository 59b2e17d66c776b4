import type { Template } from '../letter.ts'

type Data = { readonly number: string }

/** Tells that an order was called off. */
export const orderCancelledMail: Template<Data> = {
  name: 'order-cancelled',
  subject: ({ number }) => `Your order ${number} is cancelled`,
  write: ({ number }) => ({
    heading: 'Your order is cancelled',
    parts: [
      `Your order ${number} is cancelled, and nothing of it will be sent.`,
      'If you have paid for it already, the money is on its way back to you; your bank may take a few days to show it. If your bank shows an amount as reserved, it will let go of it by itself.',
    ],
  }),
}
