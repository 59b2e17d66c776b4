import { eq, sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import { methodSetups, paymentCustomers, paymentMethods } from '#db/payments/schema.ts'
import { Replayed } from '#subjects/bus.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/payment-methods.ts'
import { unavailable } from '#subjects/problem.ts'
import type { Handler } from '../../actor.ts'
import type { PaymentsContext, PaymentsTools } from '../settle.ts'
import { toMethod } from './method.ts'
import { carryOutSetup, type SetupRow } from './setup.ts'

type Shown = Static<typeof subject.PaymentMethodSetup>

/** Begins to keep a card. It is written down first, so that the same command again goes on with the same card. */
export const setUpPaymentMethod: Handler<typeof subject.setUpPaymentMethod, PaymentsTools> = async (input, context) => {
  const { caller, now, once } = context
  const begun: unknown = await once(async (tx) => {
    const customerId = caller.id
    await tx.insert(paymentCustomers).values({ customerId }).onConflictDoNothing()
    const [id, nextAt] = [newId('pms'), sql`clock_timestamp() + interval '10 seconds'`]
    const token = input.paymentMethod ?? null
    await tx.insert(methodSetups).values({ id, customerId, token, nextAt, createdAt: now() })
    return id
  })
  const isAgain = begun instanceof Replayed
  const shown = await show(await carryOutSetup(String(isAgain ? begun.output : begun), context), context)
  return isAgain ? (new Replayed(shown) as unknown as Shown) : shown
}

async function show(setup: SetupRow, { db }: PaymentsContext): Promise<Shown> {
  const { id, status, clientSecret, paymentMethodId, failure, declineCode, createdAt } = setup
  if (status === 'failed') throw subject.paymentMethodDeclined(failure ?? undefined, { declineCode })
  if (status === 'asked') throw unavailable('The payment provider has not answered yet')
  const shown = { id, status, createdAt: createdAt.toISOString() }
  if (status !== 'succeeded') return { ...shown, ...(clientSecret && { clientSecret }) }
  const [kept] = await db
    .select()
    .from(paymentMethods)
    .where(eq(paymentMethods.id, paymentMethodId ?? ''))
  return { ...shown, ...(kept && { paymentMethod: toMethod(kept) }) }
}
