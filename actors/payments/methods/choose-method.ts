import { and, eq, isNull } from 'drizzle-orm'
import { paymentCustomers, paymentMethods } from '#db/payments/schema.ts'
import * as subject from '#subjects/payments.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { Context } from '../../actor.ts'
import type { Keeping } from '../provider.ts'
import { isKeptFor } from './method.ts'
import { notFound } from '#subjects/problem.ts'

/** What the provider is to charge, and as whose. */
export type Means = Keeping & { readonly paymentMethod: string }

/**
 * What an order is paid with: a token as it is; else a card that is kept for its customer, the default if none is named. While
 * they are away a card that is kept comes first: most tokens can be charged only once.
 */
export async function chooseMethod(
  input: InputOf<typeof subject.authorizePayment>,
  { db }: Pick<Context, 'db'>,
): Promise<Means> {
  const { paymentMethod: named, offSession = false, customerId } = input
  const isToken = named?.startsWith('pm_') === true
  if (isToken && !offSession) return { paymentMethod: named }
  const isDefault = and(eq(paymentMethods.customerId, customerId), eq(paymentMethods.isDefault, true))
  const [kept] = await db
    .select({ paymentMethod: paymentMethods.providerId, customer: paymentCustomers.providerId })
    .from(paymentMethods)
    .innerJoin(paymentCustomers, eq(paymentCustomers.customerId, paymentMethods.customerId))
    .where(
      named === undefined || isToken ? and(isDefault, isNull(paymentMethods.detachedAt)) : isKeptFor(customerId, named),
    )
  if (kept?.customer) return { paymentMethod: kept.paymentMethod, customer: kept.customer, offSession }
  if (isToken) return { paymentMethod: named }
  throw named === undefined ? subject.paymentMethodMissing() : notFound(`There is no payment method ${named}`)
}
