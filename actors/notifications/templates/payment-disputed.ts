import type { DataOf } from '#subjects/subject.ts'
import type { paymentDisputed } from '#subjects/payments.ts'
import { formatMoney } from '../../money.ts'
import type { Template } from '../letter.ts'

type Dispute = DataOf<typeof paymentDisputed>

/** Tells whoever works here that a payment is disputed, or that a bank asks about it, and how that went. */
export const paymentDisputedMail: Template<Dispute> = {
  name: 'payment-disputed',
  subject: (dispute) => `${titleOf(dispute)}: ${dispute.orderId}`,
  write: (dispute) => {
    const { amount, reason, orderId, paymentId, disputeId } = dispute
    return {
      heading: titleOf(dispute),
      parts: [
        `${formatMoney(amount)} for the order ${orderId} (payment ${paymentId}, dispute ${disputeId}, reason: ${reason}).`,
        whatNow(dispute),
      ],
    }
  },
}

const titles = { open: 'A payment is disputed', won: 'A dispute was won', lost: 'A dispute was lost' }

const titleOf = ({ state, inquiry }: Dispute) => {
  if (!inquiry) return titles[state]
  return state === 'open' ? 'A bank asks about a payment' : 'A bank has no more questions about a payment'
}

function whatNow({ state, inquiry, answerBy }: Dispute): string {
  const answer = `Answer in the provider's dashboard${answerBy ? ` by ${answerBy.slice(0, 10)}` : ''}`
  if (inquiry) return state === 'open' ? `${asking} ${answer}: without an answer it may become a dispute.` : asked
  return state === 'open'
    ? `Nothing of it is given back before that is decided. ${answer}: without an answer it is lost.`
    : closed[state]
}

const asking = 'No money has moved, and refunds go on: to give all of it back ends the matter.'
const asked = 'It has become no dispute, and no money has moved.'

const closed = {
  won: 'The money is back, and refunds that were waiting go on.',
  lost: 'The money stays with the holder of the card, and is not given back a second time.',
}
