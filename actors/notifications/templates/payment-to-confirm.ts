import type { Template } from '../letter.ts'

type Data = { readonly number: string }

/** Asks somebody who is not there to confirm a payment with their bank. */
export const paymentToConfirmMail: Template<Data> = {
  name: 'payment-to-confirm',
  subject: ({ number }) => `Please confirm the payment of your order ${number}`,
  write: ({ number }) => ({
    heading: 'Your bank would like to hear from you',
    parts: [
      `What you sent back has arrived, and we have made the order ${number} for what you wanted in exchange. Your bank asks you to confirm the payment: please do so soon, from the page of your order.`,
      'If you do not, the order ends by itself after a few minutes, and nothing is charged. What you sent back is paid back to you in any case.',
    ],
  }),
}
