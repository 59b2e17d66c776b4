import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, isNull, notInArray, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { methodSetups, paymentCustomers, paymentMethods } from '#db/payments/schema.ts'
import { newId } from '#subjects/id.ts'
import { unavailable } from '#subjects/problem.ts'
import { hashOf, keyLivesMs } from '../provider-call.ts'
import { setupBody } from '../provider-cards.ts'
import type { Card, Failure, Setup } from '../provider-port.ts'
import type { PaymentsContext } from '../settle.ts'
import { lockCustomer } from './make-default.ts'

export type SetupRow = typeof methodSetups.$inferSelect

/**
 * Asks the provider to keep a card, or how far that has come, and takes over the answer. Whoever asks again sends the same
 * under the same key.
 */
export async function carryOutSetup(id: string, context: PaymentsContext): Promise<SetupRow> {
  const setup = await mustFind(id, context)
  if (setup.status === 'succeeded' || setup.status === 'failed') return setup
  const { provider, now } = context
  if (setup.providerId) return learn(id, await provider.lookAtSetup(setup.providerId), context)
  if (now().getTime() - setup.createdAt.getTime() > keyLivesMs) return learn(id, tooOld, context)
  const customer = await customerAtProvider(setup, context)
  const { body } = await writeDown(setup, setupBody(id, customer, setup.token), context)
  return learn(id, await inTurn(() => provider.setUp({ key: `setup:${id}`, body })), context)
}

const tooOld: Failure = {
  kind: 'declined',
  code: 'setup_expired',
  declineCode: null,
  message: 'The payment provider could not be reached in time.',
  intent: null,
}

async function mustFind(id: string, { db }: PaymentsContext): Promise<SetupRow> {
  const [setup] = await db.select().from(methodSetups).where(eq(methodSetups.id, id))
  if (!setup) throw new Error(`The setup ${id} has vanished`)
  return setup
}

const [mostTurns, turnMs] = [4, 250]

/** Of two who ask under one key at once the provider sends the second away, until the first is through. */
async function inTurn<Answer extends { readonly kind: string }>(
  ask: () => Promise<Answer | Failure>,
): Promise<Answer | Failure> {
  for (let turns = 1; ; turns++) {
    const answer = await ask()
    const isTaken = answer.kind === 'retry' && 'isTaken' in answer
    if (!isTaken || turns === mostTurns) return answer
    await sleep(turnMs)
  }
}

/** An error that the provider has told so often under a key is one that it only repeats. */
const mostTries = 4

/**
 * What the provider calls a customer. The key is made of ours, so that they are made there once. Where it only repeats an error
 * under that key, each card tries one of its own: a customer too many there is nothing but a name.
 */
async function customerAtProvider(setup: SetupRow, context: PaymentsContext): Promise<string> {
  const { db, provider } = context
  const { id, customerId, attempts } = setup
  const isThem = eq(paymentCustomers.customerId, customerId)
  const [known] = await db.select().from(paymentCustomers).where(isThem)
  if (known?.providerId) return known.providerId
  const first = await inTurn(() => provider.makeCustomer(customerId, `customer:${customerId}`))
  const isRepeated = first.kind === 'unknown' && first.pinned && attempts >= mostTries
  const answer = isRepeated ? await provider.makeCustomer(customerId, `customer:${customerId}:${id}`) : first
  if (answer.kind !== 'made') {
    await context.transaction((tx) => change(tx, id, {}))
    throw unavailable('error' in answer ? answer.error : answer.message)
  }
  const unknown = and(isThem, isNull(paymentCustomers.providerId))
  await db.update(paymentCustomers).set({ providerId: answer.id }).where(unknown)
  const [written] = await db.select().from(paymentCustomers).where(isThem)
  return written?.providerId ?? answer.id
}

/** Before anything is sent under a key, it is written down what the key is for. */
async function writeDown(setup: SetupRow, body: string, { db }: PaymentsContext): Promise<{ readonly body: string }> {
  const fresh = { body, bodyHash: hashOf(body) }
  if (setup.body === null) {
    await db
      .update(methodSetups)
      .set(fresh)
      .where(and(eq(methodSetups.id, setup.id), isNull(methodSetups.body)))
  }
  const [written] = await db.select().from(methodSetups).where(eq(methodSetups.id, setup.id))
  if (!written?.body || hashOf(written.body) !== written.bodyHash) {
    throw new Error(`The body of setup:${setup.id} is not the one that was written down`)
  }
  return { body: written.body }
}

type Answer = { readonly kind: 'setup'; readonly setup: Setup } | Failure

/** Takes over what the provider says of a card that is to be kept. */
export async function learn(id: string, answer: Answer, context: PaymentsContext): Promise<SetupRow> {
  if (answer.kind === 'setup') return context.transaction((tx) => takeOver(tx, id, answer.setup, context.now()))
  if (answer.kind === 'declined') {
    const { message: failure, code, declineCode, fault } = answer
    if (fault) context.log.error({ setup: id, alarm: fault }, 'a card could not be kept')
    return context.transaction((tx) =>
      change(tx, id, { status: 'failed', failure, declineCode: declineCode ?? code, nextAt: null }),
    )
  }
  await context.transaction((tx) => change(tx, id, {}))
  throw unavailable(answer.error)
}

async function takeOver(tx: Tx, id: string, { state, refusal, ...setup }: Setup, at: Date): Promise<SetupRow> {
  const { id: providerId, clientSecret, card } = setup
  const [row] = await tx.select().from(methodSetups).where(eq(methodSetups.id, id)).for('update')
  if (!row) throw new Error(`The setup ${id} has vanished`)
  const paymentMethodId = card && (await keep(tx, row.customerId, card, at))
  // A client that asks for cards itself may ask for another one.
  const status = state === 'failed' && row.token === null ? 'requires_payment_method' : state
  const isOver = status === 'succeeded' || status === 'failed'
  return change(tx, id, {
    status,
    providerId,
    clientSecret,
    ...(paymentMethodId && { paymentMethodId }),
    ...(refusal && { failure: refusal.message, declineCode: refusal.declineCode ?? refusal.code }),
    ...(isOver && { nextAt: null }),
  })
}

/** After a day nobody goes on with a card that they have begun to show. */
const setupsLiveHours = 24

/** What is decided stays so; what is not is looked at again, less often each time. */
async function change(tx: Tx, id: string, set: Partial<SetupRow>): Promise<SetupRow> {
  const { status, attempts, createdAt } = methodSetups
  const wait = sql`make_interval(secs => least(30 * 2 ^ least(${attempts}, 7), 3600))`
  const isYoung = sql`${createdAt} > clock_timestamp() - make_interval(hours => ${setupsLiveHours})`
  const nextAt = sql`case when ${isYoung} then clock_timestamp() + ${wait} end`
  const later = { attempts: sql`${attempts} + 1`, nextAt }
  const isOpen = notInArray(status, ['succeeded', 'failed'])
  await tx
    .update(methodSetups)
    .set({ ...later, ...set })
    .where(and(eq(methodSetups.id, id), isOpen))
  const [row] = await tx.select().from(methodSetups).where(eq(methodSetups.id, id))
  if (!row) throw new Error(`The setup ${id} has vanished`)
  return row
}

/** Notes a card, once however often it is told of. The first of a customer's is their default. */
async function keep(tx: Tx, customerId: string, { id: providerId, ...card }: Card, createdAt: Date): Promise<string> {
  await lockCustomer(tx, customerId)
  const live = and(eq(paymentMethods.customerId, customerId), eq(paymentMethods.isDefault, true))
  const isDefault = (await tx.$count(paymentMethods, live)) === 0
  const row = { id: newId('pmt'), customerId, providerId, ...card, isDefault, createdAt }
  await tx.insert(paymentMethods).values(row).onConflictDoNothing({ target: paymentMethods.providerId })
  const [kept] = await tx.select().from(paymentMethods).where(eq(paymentMethods.providerId, providerId))
  return kept?.id ?? row.id
}
