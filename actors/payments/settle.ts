import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '#subjects/id.ts'
import { unavailable } from '#subjects/problem.ts'
import type { Context } from '../actor.ts'
import { begin } from './begin.ts'
import { isUndecided, type PaymentRow } from './converge.ts'
import type { PaymentStore } from './payment-store.ts'
import { type CallRow, keyLivesMs, requireIntact } from './provider-call.ts'
import type { Outcome, Provider, Sight } from './provider-port.ts'
import { type Finding, type Held, type Known, mustStand, record, type Turn } from './record.ts'
import type { Renewing } from './renewed.ts'
import type { Underway } from './underway.ts'

export type PaymentsTools = {
  readonly paymentStore: PaymentStore
  readonly provider: Provider
  /** The payments that timers go on with. */
  readonly finishing: Underway
  /** The payments that webhooks made us look at. */
  readonly looking: Underway
}

export type PaymentsContext = Context & PaymentsTools

type Options = {
  /** What the payment is to come to from now on. */
  readonly aim?: 'captured' | 'nothing'
  /** Whether it has come to what whoever asks waits for: what else there is to do about it may be refused for long. */
  readonly isEnough?: (payment: PaymentRow) => boolean
  /** With what its hold is to be renewed, if that can be. */
  readonly renewing?: Renewing
  /** How long to wait for somebody else who works on it. */
  readonly patienceMs?: number
}

/**
 * Takes the payment of an order to where it is wanted: finds out what became of the call that is open, then asks for what
 * is missing, one thing at a time. Throws unavailable while that is not known or not done; a timer goes on with it.
 */
export async function settle(orderId: string, context: PaymentsContext, options: Options = {}) {
  const owner = newId('own')
  const begun = await takeHold(orderId, owner, context, options)
  if (begun === null) return null
  const { id, intentId } = begun.payment
  const mustLook = intentId && awaitsOthers(begun)
  const { payment, trouble } = mustLook ? await look(id, intentId, context) : await carryOn(owner, begun, context)
  if (trouble && !options.isEnough?.(payment)) throw unavailable(trouble)
  return payment
}

/** Takes hold of a payment, or waits while somebody else has it: no longer than whoever asks waits for the answer. */
async function takeHold(orderId: string, owner: string, context: PaymentsContext, options: Options) {
  const { aim, renewing, patienceMs = 10_000 } = options
  const { now, stopping, envelope } = context
  const until = Math.min(now().getTime() + patienceMs, envelope.deadline ?? Infinity)
  for (let waitMs = 50; ; waitMs = Math.min(waitMs * 2, 500)) {
    const turn = await begin(orderId, { owner, aim, renewing }, context)
    if (turn !== 'busy') return turn
    if (stopping.aborted || now().getTime() + waitMs > until) {
      throw unavailable('Another operation on this payment is under way')
    }
    await sleep(waitMs)
  }
}

/** A webhook may be lost, so a payment that waits for a customer or a bank is looked at whenever it is asked about. */
const awaitsOthers = ({ call, payment }: Turn) =>
  !call && (isUndecided(payment) || payment.intentState === 'requires_action')

/** Sends what was written down and records what became of it, until there is nothing left to send or the process stops. */
export async function carryOn(owner: string, begun: Turn, context: PaymentsContext): Promise<Turn> {
  let turn = begun
  while (turn.call) {
    const finding = await send(turn.call, turn.payment, context)
    turn = await learn(turn, { owner, releases: context.stopping.aborted }, finding, context)
  }
  return turn
}

/** Looks at an intent where the provider has it, and takes over what is new about its payment. */
export async function look(id: string, intentId: string, context: PaymentsContext): Promise<Turn> {
  const sight = await context.provider.look(intentId)
  if (sight.kind !== 'seen') throw unavailable(sight.error)
  return learn(await mustStand(id, context), {}, { seen: sight.intent }, context)
}

async function learn(known: Known, held: Held, finding: Finding, context: PaymentsContext): Promise<Turn> {
  const turn = await record(known, held, finding, context)
  const { alarm, trouble, payment } = turn
  if (alarm) context.log.error({ payment: payment.id, alarm }, 'a payment needs to be looked at')
  if (trouble) context.wake('finish calls')
  return turn
}

/** Sends a call and, where no answer can say what happened, looks for the effect instead. */
async function send(call: CallRow, payment: PaymentRow, { provider }: PaymentsContext): Promise<Finding> {
  requireIntact(call)
  const forgotten: Outcome = { kind: 'unknown', error: 'The key is too old to be used again', pinned: true }
  const outcome = call.ageMs < keyLivesMs ? await provider.send(call) : forgotten
  const isRefused = outcome.kind === 'declined' && call.operation !== 'authorize' && call.operation !== 'renew'
  if (!isRefused && !(outcome.kind === 'unknown' && outcome.pinned)) return { call, outcome }
  const sight = await lookFor(call, payment, provider)
  return sight.kind === 'seen' ? { call, outcome, seen: sight.intent } : { call, outcome: sight }
}

/** Looks at the intent that a call is about, or for the one that it was to make. */
function lookFor(call: CallRow, { id, attempt, ...payment }: PaymentRow, provider: Provider): Promise<Sight> {
  const { operation, reaches, startedAt: from, sentAt: until } = call
  if (operation === 'renew') return provider.find({ paymentId: id, attempt: reaches ?? attempt, from, until })
  const intentId = operation === 'release' ? payment.formerIntentId : payment.intentId
  return intentId ? provider.look(intentId) : provider.find({ paymentId: id, attempt, from, until })
}
