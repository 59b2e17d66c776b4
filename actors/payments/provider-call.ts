import { createHash } from 'node:crypto'
import { asc, eq, getTableColumns, sql } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import { providerCalls } from '#db/payments/schema.ts'
import type { PaymentRow } from './converge.ts'
import { bodies } from './provider.ts'
import type { Operation } from './provider-port.ts'

export type CallRow = typeof providerCalls.$inferSelect & { readonly ageMs: number }

/** All that was ever asked about a payment, the oldest first. Ages are by the database's clock, the one that all share. */
export function callsOf(db: Db | Tx, paymentId: string): Promise<CallRow[]> {
  return db
    .select(columns())
    .from(providerCalls)
    .where(eq(providerCalls.paymentId, paymentId))
    .orderBy(asc(providerCalls.startedAt))
}

/** Writes down what is about to be asked. The key follows from the payment, so that no two can ask for the same thing. */
export async function insertCall(tx: Tx, payment: PaymentRow, operation: Operation, attempt: number): Promise<CallRow> {
  const body = bodyOf(payment, operation)
  const key = keyOf(payment.id, operation, attempt)
  const [call] = await tx
    .insert(providerCalls)
    .values({ key, paymentId: payment.id, operation, body, bodyHash: hashOf(body) })
    .returning(columns())
  if (!call) throw new Error(`The call ${key} was not written`)
  return call
}

/** Refuses to send under a key anything but what the key was given for. */
export function requireIntact({ key, body, bodyHash }: CallRow): void {
  if (hashOf(body) !== bodyHash) throw new Error(`The body of ${key} is not the one that was written down`)
}

const columns = () => ({
  ...getTableColumns(providerCalls),
  ageMs: sql<number>`(extract(epoch from clock_timestamp() - ${providerCalls.startedAt}) * 1000)::float8`,
})

/** A second attempt at anything but an authorization is only made when the first is known to have had no effect. */
const keyOf = (paymentId: string, operation: Operation, attempt: number) =>
  `${operation === 'authorize' ? 'auth' : operation}:${paymentId}${operation === 'authorize' || attempt > 1 ? `:${attempt}` : ''}`

function bodyOf(payment: PaymentRow, operation: Operation): string {
  const { paymentMethod, intentId, amount, captured, refunded } = payment
  if (operation === 'authorize' && paymentMethod) return bodies.authorize({ ...payment, paymentMethod })
  if (operation === 'capture' && intentId) return bodies.capture(intentId, amount)
  if (operation === 'cancel' && intentId) return bodies.cancel(intentId)
  if (operation === 'refund' && intentId) return bodies.refund(intentId, captured - refunded)
  throw new Error(`There is nothing to ${operation} in ${payment.id}`)
}

/** How long the provider is sure to know a key, with an hour to spare: past that, the same key could act again. */
export const keyLivesMs = 23 * 3_600_000

const hashOf = (body: string) => createHash('sha256').update(body).digest('hex')
