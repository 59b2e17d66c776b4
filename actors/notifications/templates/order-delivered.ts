import type { Template } from '../letter.ts'

type Data = { readonly number: string }

/** Tells that everything has arrived. */
export const orderDeliveredMail: Template<Data> = {
  name: 'order-delivered',
  subject: ({ number }) => `Your order ${number} has arrived`,
  write: ({ number }) => ({
    heading: 'It has arrived',
    parts: [
      `Everything of your order ${number} has been delivered. We hope you enjoy it.`,
      'If something is not as it should be, you can send it back from the page of your order.',
    ],
  }),
}
