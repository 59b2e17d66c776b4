import type { Static } from 'typebox'
import type { Money } from '#subjects/common.ts'
import type { Template } from '../letter.ts'
import { formatMoney } from '../../money.ts'

type Data = { readonly number: string; readonly amount: Static<typeof Money> }

/** Tells that money for what came back has left. */
export const orderRefundedMail: Template<Data> = {
  name: 'order-refunded',
  subject: ({ number }) => `Your refund for order ${number}`,
  write: ({ number, amount }) => ({
    heading: 'Your money is on its way',
    parts: [
      `What you sent back of your order ${number} has arrived. We have given ${formatMoney(amount)} back to the card you paid with.`,
      'Your bank may take a few days to show it.',
    ],
  }),
}
