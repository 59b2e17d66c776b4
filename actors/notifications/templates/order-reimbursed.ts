import type { Static } from 'typebox'
import type { Money } from '#subjects/common.ts'
import { formatMoney } from '../../money.ts'
import type { Template } from '../letter.ts'

type Data = { readonly number: string; readonly amount: Static<typeof Money>; readonly reason?: string }

/** Tells that staff have given money back, and why. */
export const orderReimbursedMail: Template<Data> = {
  name: 'order-reimbursed',
  subject: ({ number }) => `Money back for order ${number}`,
  write: ({ number, amount, reason }) => ({
    heading: 'Your money is on its way',
    parts: [
      `We have given ${formatMoney(amount)} of your order ${number} back to the card you paid with.`,
      ...(reason === undefined ? [] : [`This is why: ${reason}`]),
      'Your bank may take a few days to show it.',
    ],
  }),
}
