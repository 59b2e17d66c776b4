import { and, eq, sql } from 'drizzle-orm'
import { paymentAttempts, payments, providerCalls } from '#db/payments/schema.ts'
import type { authorizePayment } from '#subjects/payments.ts'
import { unavailable } from '#subjects/problem.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { PaymentRow } from './converge.ts'
import { chooseMethod } from './methods/choose-method.ts'
import { justBegun, newCall } from './provider-call.ts'
import { attemptAt, type Turn } from './record.ts'
import { type PaymentsContext, settle } from './settle.ts'
import { leaseEnd, type Standing } from './standing.ts'

type Input = InputOf<typeof authorizePayment>

/**
 * Lets another means of payment take the place of one that was declined, and begins it, held by `owner`. What was declined is
 * ended at the provider first, so that of one order there is never more than one live intent. Null: there is nothing to replace.
 */
export async function replaceAttempt(input: Input, owner: string, context: PaymentsContext): Promise<Turn | null> {
  const { orderId, attempt = 1 } = input
  const before = await context.paymentStore.standingOf(orderId)
  if (!before || !canBeReplaced(before, attempt)) return null
  await settle(orderId, context)
  const { paymentMethod, ...kept } = await chooseMethod(input, context)
  const keeping = { ...kept, inParts: input.inParts }
  // Whoever asked for the same may have been through with it meanwhile: what has been tried is not tried again.
  const ended = await context.paymentStore.standingOf(orderId)
  if (!ended || !canBeReplaced(ended, attempt) || !isOver(ended.payment)) return null

  const { payment, calls } = ended
  const next: PaymentRow = { ...payment, ...anew, attempt, paymentMethod, leaseOwner: owner }
  const call = newCall(next, 'authorize', attemptAt('authorize', calls), keeping)
  return context.transaction(async (tx) => {
    const at = context.now()
    const isAsItWas = and(eq(payments.id, payment.id), eq(payments.revision, payment.revision))
    const begun = { ...anew, attempt, paymentMethod, leaseOwner: owner, leaseUntil: leaseEnd, updatedAt: at }
    const [replaced] = await tx
      .update(payments)
      .set({ ...begun, revision: payment.revision + 1, nextAt: sql`clock_timestamp()` })
      .where(isAsItWas)
      .returning()
    // Somebody else was faster: whoever asks again finds what they have done.
    if (!replaced) throw unavailable('The payment has just changed')
    const { id: paymentId, intentId, failure, declineCode } = payment
    const declined = { paymentMethod: payment.paymentMethod, intentId, failure, declineCode, replacedAt: at }
    await tx.insert(paymentAttempts).values({ paymentId, attempt: payment.attempt, ...declined })
    await tx.insert(providerCalls).values(call)
    const open = justBegun(call, at)
    return { payment: replaced, calls: [...calls, open], call: open }
  })
}

/** An attempt of which nothing is known yet. */
const anew = {
  status: 'pending',
  wanted: 'authorized',
  intentId: null,
  intentState: null,
  renewAt: null,
  clientSecret: null,
  failure: null,
  declineCode: null,
} as const

/** One of which nobody knows what became of it may still turn up, and one that was let go stays so. */
const canBeReplaced = ({ payment, calls }: Standing, attempt: number) =>
  payment.attempt < attempt &&
  payment.status === 'failed' &&
  !payment.closed &&
  calls.every(({ outcome }) => outcome !== 'lost')

const isOver = ({ intentId, intentState }: PaymentRow) => intentId === null || intentState === 'released'
