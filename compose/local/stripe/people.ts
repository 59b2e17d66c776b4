import type { Call } from './call.ts'
import { type Handler, parseJson, wrong } from './control-request.ts'
import { type Parts, perform } from './perform.ts'
import { payOut } from './resources/balance.ts'
import { chargeOf } from './resources/charges.ts'
import { closeDispute, openDispute } from './resources/disputes.ts'
import { authenticate, letGo } from './resources/payment-intent-moves.ts'
import { authenticateSetup } from './resources/setup-intents.ts'
import { missing } from './refusal.ts'

type On = (method: 'POST', path: string, handle: Handler) => void

/** What people do whom Stripe only hears from: the customer at their bank, the holder of a card, the shop's own bank. */
export function offerPeople(on: On, parts: Parts): void {
  const offer = <Word extends string>(path: string, words: readonly Word[], act: Act<Word>) =>
    on('POST', `/sandbox/${path}`, ({ id, name, body }) => {
      const said = (parseJson(body) as { outcome?: unknown } | undefined)?.outcome
      const outcome = words.find((word) => word === said)
      if (words.length > 0 && outcome === undefined) return wrong(`An outcome is ${words.join(' or ')}`, [])
      return perform(parts, { requestId: id, key: undefined }, (call) => act(name, call, outcome as Word))
    })

  offer('payment_intents/:name/authenticate', ['succeed', 'fail'], (name, call, outcome) =>
    authenticate(call.get('payment_intent', name), outcome, call),
  )
  offer('setup_intents/:name/authenticate', ['succeed', 'fail'], (name, call, outcome) =>
    authenticateSetup(call.get('setup_intent', name), outcome, call),
  )
  offer('payment_intents/:name/let_go', [], (name, call) => letGo(call.get('payment_intent', name), call))
  offer('payment_intents/:name/dispute', [], (name, call) => {
    const charge = chargeOf(call.get('payment_intent', name), call)
    if (!charge || charge.amount_captured === 0) throw missing('charge', name)
    return openDispute(charge, call)
  })
  offer('disputes/:name/close', ['won', 'lost'], (name, call, outcome) =>
    closeDispute(call.get('dispute', name), outcome, call),
  )
  offer('payouts', [], (_name, call) => ({ payouts: payOut(call) }))
}

type Act<Word> = (name: string, call: Call, outcome: Word) => object
