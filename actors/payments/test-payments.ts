import { startStripeSandbox } from '#compose/local/stripe/server.ts'
import { transaction } from '#db/client.ts'
import { newId } from '#subjects/id.ts'
import { systemCaller, withinEnvelope } from '#subjects/envelope.ts'
import { startWorld } from '../world.ts'
import { payments } from './actor.ts'
import { openPaymentStore } from './payment-store.ts'
import { openProvider } from './provider.ts'
import type { PaymentsContext } from './settle.ts'
import { openUnderway } from './underway.ts'

/** The payments actor's database and a Stripe, without the actor: nothing happens but what the test does itself. */
export async function paymentsByHand({ timeoutMs = 400, now = Date.now } = {}) {
  await using opening = new AsyncDisposableStack()
  const sandbox = opening.use(await startStripeSandbox({ now }))
  const world = opening.use(await startWorld([], { idle: [payments] }))
  const db = world.db('payments')
  const keys = { secretKey: 'sk_test_hand', webhookSecrets: ['whsec_test'] }
  const provider = opening.use(openProvider({ ...keys, apiUrl: sandbox.url, timeoutMs }))
  const stop = new AbortController()
  const alarms: object[] = []
  const envelope = { caller: systemCaller('tools'), correlationId: newId('run') } as const
  const context: PaymentsContext = {
    db,
    paymentStore: openPaymentStore(db),
    provider,
    finishing: opening.use(openUnderway(100)),
    looking: opening.use(openUnderway(100)),
    envelope,
    caller: envelope.caller,
    log: { info: () => {}, warn: () => {}, error: (fields) => void alarms.push(fields) },
    stopping: stop.signal,
    now: () => new Date(),
    request: world.tools.request,
    transaction: (work) => withinEnvelope(envelope, () => transaction(db, work)),
    once: (work) => transaction(db, work),
    wake: () => {},
    within: () => context,
  }
  const opened = opening.move()
  return {
    context,
    sandbox,
    db,
    alarms,
    stop: () => stop.abort(),
    fault: (script: object) => fetch(`${sandbox.url}/sandbox/faults`, { method: 'POST', body: JSON.stringify(script) }),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
