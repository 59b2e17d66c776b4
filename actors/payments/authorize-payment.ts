import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/payments.ts'
import type { InputOf, OutputOf } from '#subjects/subject.ts'
import { unavailable } from '#subjects/problem.ts'
import type { Handler } from '../actor.ts'
import type { PaymentRow } from './converge.ts'
import { chooseMethod, type Means } from './methods/choose-method.ts'
import { newCall } from './provider-call.ts'
import type { Turn } from './record.ts'
import { replaceAttempt } from './replace-attempt.ts'
import { requirePayable } from './require-payable.ts'
import { carryOn, type PaymentsContext, type PaymentsTools, settle } from './settle.ts'

type Input = InputOf<typeof subject.authorizePayment>

/**
 * Reserves an order's total. The call is written down with the payment before it is sent, so asking again, here or at
 * another instance, sends the same call again or answers what became of it.
 */
export const authorizePayment: Handler<typeof subject.authorizePayment, PaymentsTools> = async (input, context) => {
  const owner = newId('own')
  const opened = await open(input, owner, context)
  // Whatever it leads to is told as soon as it is known: a decline does not wait until its intent is closed, too.
  if (opened) return answer(await carryOn(owner, opened, context))

  const { attempt = 1 } = input
  const before = await mustKnow(input, context)
  if (before.wanted !== 'nothing' || attempt > 1) requireSame(before, input)
  const replaced = before.attempt < attempt ? await replaceAttempt(input, owner, context) : null
  if (replaced) return answer(await carryOn(owner, replaced, context))
  const known = before.attempt < attempt ? await mustKnow(input, context) : before
  // What was said of the card before says nothing of this one, which nobody has tried.
  if (known.attempt < attempt && known.status === 'failed') throw subject.paymentOver()
  if (isDecided(known)) return answer({ payment: known })
  const payment = await settle(input.orderId, context)
  return answer({ payment: payment ?? known })
}

/** A payment of which nothing is known yet. */
export const untouched = {
  status: 'pending',
  wanted: 'authorized',
  attempt: 1,
  closed: false,
  captured: 0,
  toCapture: 0,
  multicapture: false,
  refunded: 0,
  toRefund: 0,
  frozen: false,
  lost: 0,
  bookedCaptured: 0,
  bookedRefunded: 0,
  intentId: null,
  intentState: null,
  renewAt: null,
  formerIntentId: null,
  clientSecret: null,
  failure: null,
  declineCode: null,
  version: 0,
  revision: 0,
  leaseUntil: null,
} as const

/** Opens the order's payment with its first call, held by `owner`; null if there is one already. */
async function open(input: Input, owner: string, context: PaymentsContext): Promise<Turn | null> {
  requirePayable(input.amount)
  const { paymentStore, now } = context
  const { orderId, customerId, amount: money } = input
  const means = await meansOf(input, context)
  if (!means) return null
  const { paymentMethod, ...kept } = means
  const keeping = { ...kept, inParts: input.inParts }
  const at = now()
  const times = { nextAt: at, createdAt: at, updatedAt: at }
  const id = newId('pay')
  const payment = { ...untouched, ...money, ...times, id, orderId, customerId, paymentMethod, leaseOwner: owner }
  const call = await paymentStore.open(payment, newCall(payment, 'authorize', 1, keeping))
  return call && { payment, calls: [call], call }
}

/** Null: the payment was begun when its card was still there, and is what it is without it. */
async function meansOf(input: Input, context: PaymentsContext): Promise<Means | null> {
  try {
    return await chooseMethod(input, context)
  } catch (error) {
    if (await context.paymentStore.standingOf(input.orderId)) return null
    throw error
  }
}

async function mustKnow({ orderId }: Input, { paymentStore }: PaymentsContext): Promise<PaymentRow> {
  const standing = await paymentStore.standingOf(orderId)
  if (!standing) throw new Error(`The payment of ${orderId} has vanished`)
  return standing.payment
}

function requireSame({ amount, currency, customerId }: PaymentRow, input: Input): void {
  const { amount: money } = input
  if (amount === money.amount && currency === money.currency && customerId === input.customerId) return
  throw subject.paymentMismatch(`The payment of ${input.orderId} was begun for ${amount} ${currency}`)
}

/** What is still to be done at the provider changes nothing about the answer. */
const isDecided = ({ status, wanted }: PaymentRow) =>
  wanted === 'nothing' || (status !== 'pending' && status !== 'requires_action')

type Answered = Pick<Turn, 'payment' | 'trouble'>

function answer({ payment, trouble }: Answered): OutputOf<typeof subject.authorizePayment> {
  const { id: paymentId, status, wanted, clientSecret, failure, declineCode } = payment
  if (status === 'failed') throw subject.paymentDeclined(failure ?? undefined, { declineCode })
  if (wanted === 'nothing') throw subject.paymentOver()
  if (status === 'authorized' || status === 'captured') return { paymentId, status: 'authorized' }
  if (status !== 'requires_action') throw unavailable(trouble ?? 'The payment is not decided yet')
  return { paymentId, status, ...(clientSecret && { clientSecret }) }
}
