import type { DataOf } from '#subjects/subject.ts'
import type { paymentDisputed } from '#subjects/payments.ts'
import { formatMoney } from '../../money.ts'
import type { Template } from '../letter.ts'

/** Tells whoever works here that a payment is disputed, and how that went. */
export const paymentDisputedMail: Template<DataOf<typeof paymentDisputed>> = {
  name: 'payment-disputed',
  subject: ({ state, orderId }) => `${titles[state]}: ${orderId}`,
  write: ({ state, amount, reason, orderId, paymentId, disputeId, answerBy }) => ({
    heading: titles[state],
    parts: [
      `${formatMoney(amount)} for the order ${orderId} (payment ${paymentId}, dispute ${disputeId}, reason: ${reason}).`,
      ...(state === 'open' ? [open(answerBy)] : [closed[state]]),
    ],
  }),
}

const titles = { open: 'A payment is disputed', won: 'A dispute was won', lost: 'A dispute was lost' }

const open = (answerBy: string | null) =>
  `Nothing of it is given back before that is decided. ${answerBy ? `Answer in the provider's dashboard by ${answerBy.slice(0, 10)}` : "Answer in the provider's dashboard"}: without an answer it is lost.`

const closed = {
  won: 'The money is back, and refunds that were waiting go on.',
  lost: 'The money stays with the holder of the card, and is not given back a second time.',
}
