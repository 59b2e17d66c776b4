import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '#subjects/id.ts'
import { unavailable } from '#subjects/problem.ts'
import type { Context } from '../actor.ts'
import type { PaymentRow } from './converge.ts'
import { type CallRow, keyLivesMs, requireIntact } from './provider-call.ts'
import type { Outcome, Provider } from './provider-port.ts'
import { begin, type Finding, record, type Turn } from './record.ts'

export type PaymentsTools = { readonly provider: Provider }
export type PaymentsContext = Context & PaymentsTools

type Options = {
  /** What the payment is to come to from now on. */
  readonly aim?: 'captured' | 'nothing'
  /** How often to wait for somebody else who works on it. */
  readonly waits?: number
}

/**
 * Takes the payment of an order to where it is wanted: finds out what became of the call that is open, then asks for what
 * is missing, one thing at a time. Throws unavailable while that is not known or not done; a timer goes on with it.
 */
export async function settle(
  orderId: string,
  context: PaymentsContext,
  { aim, waits = 200 }: Options = {},
): Promise<PaymentRow | null> {
  const owner = newId('own')
  for (let waited = 0; ; waited += 1) {
    const turn = await context.transaction((tx) => begin(tx, orderId, { owner, aim, at: context.now() }))
    if (turn === null) return null
    if (turn !== 'busy') return carryOn(owner, awaitsOthers(turn) ? await look(turn.payment, context) : turn, context)
    if (waited === waits) throw unavailable('Another operation on this payment is under way')
    await sleep(waitMs)
  }
}

const waitMs = 50

/** A webhook may be lost, so a payment that waits for a customer or a bank is looked at whenever it is asked about. */
const awaitsOthers = ({ call, payment, trouble }: Turn) =>
  !call && (trouble !== undefined || payment.intentState === 'requires_action')

/** Sends what was written down and records what became of it, until there is nothing left to send. */
export async function carryOn(owner: string, turn: Turn, context: PaymentsContext): Promise<PaymentRow> {
  let { payment, call, trouble } = turn
  while (call) {
    const finding = await send(call, payment, context)
    ;({ payment, call, trouble } = await learn({ id: payment.id, owner }, finding, context))
  }
  if (trouble) throw unavailable(trouble)
  return payment
}

/** Looks at a payment where the provider has it, and takes over what is new. */
export async function look({ id, intentId, createdAt: since }: PaymentRow, context: PaymentsContext): Promise<Turn> {
  const sight = await context.provider.find({ paymentId: id, intentId, since })
  if (sight.kind !== 'seen') throw unavailable(sight.error)
  return learn({ id }, { seen: sight.intent }, context)
}

async function learn(held: Parameters<typeof record>[1], finding: Finding, context: PaymentsContext): Promise<Turn> {
  const turn = await context.transaction((tx) => record(tx, held, finding, context.now()))
  if (turn.alarm) context.log.error({ payment: held.id, alarm: turn.alarm }, 'a payment needs to be looked at')
  if (turn.trouble) context.wake('finish calls')
  return turn
}

/** Sends a call and, where no answer can say what happened, looks for the effect instead. */
async function send(call: CallRow, payment: PaymentRow, { provider }: PaymentsContext): Promise<Finding> {
  requireIntact(call)
  const forgotten: Outcome = { kind: 'unknown', error: 'The key is too old to be used again', pinned: true }
  const outcome = call.ageMs < keyLivesMs ? await provider.send(call) : forgotten
  const isRefused = outcome.kind === 'declined' && call.operation !== 'authorize'
  if (!isRefused && !(outcome.kind === 'unknown' && outcome.pinned)) return { call, outcome }
  const sight = await provider.find({ paymentId: payment.id, intentId: payment.intentId, since: call.startedAt })
  return sight.kind === 'seen' ? { call, outcome, seen: sight.intent } : { call, outcome: sight }
}
