import type * as subject from '../reimbursements.ts'
import type { ExamplesOf } from '../subject.ts'
import { confirmed, orderId, paymentId, refundId } from './story.ts'

const amount = { amount: 500, currency: 'EUR' }
const reason = 'One of the mugs came with a scratch'

/** One of Ada's mugs has a scratch, and she keeps it for less. */
export const reimbursements: ExamplesOf<typeof subject> = {
  reimbursePayment: {
    input: { paymentId, amount: amount.amount, reason },
    output: { id: refundId, amount, reason, status: 'asked', createdAt: confirmed },
  },
  paymentReimbursed: { refundId, paymentId, orderId, amount, reason, givenBy: 'usr_01m84rbg7rf689g5c00h2t7s3q' },
}
