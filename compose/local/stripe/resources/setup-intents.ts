import type Stripe from 'stripe'
import type { Call } from '../call.ts'
import { list, listing } from '../listing.ts'
import { newId, type SandboxMethod } from '../objects.ts'
import { flag, group, metadata, oneOf, optional, text } from '../params.ts'
import { declined, invalid, setupUnexpectedState } from '../refusal.ts'
import { route, type Input } from '../route.ts'
import { attach, paymentMethodNamed, requireUsable, verdictOn } from './payment-methods.ts'

type Setup = Stripe.SetupIntent

const creation = {
  customer: optional(text),
  payment_method: optional(text),
  confirm: optional(flag),
  usage: optional(oneOf('off_session', 'on_session')),
  automatic_payment_methods: optional(group({ enabled: flag, allow_redirects: optional(oneOf('always', 'never')) })),
  metadata,
}

const confirmation = { payment_method: optional(text) }

const filters = { ...listing, customer: optional(text) }

/** Cards on their way to being kept (https://docs.stripe.com/api/setup_intents). */
export const setupIntents = [
  route('POST /v1/setup_intents', creation, createSetup),
  route('POST /v1/setup_intents/:id/confirm', confirmation, confirmSetup),
  route('POST /v1/setup_intents/:id/cancel', {}, ({ id }, call) => cancelSetup(call.get('setup_intent', id), call)),
  route('GET /v1/setup_intents/:id', {}, ({ id }, call) => call.get('setup_intent', id)),
  route('GET /v1/setup_intents', filters, ({ customer, ...page }, call) =>
    list(call, 'setup_intent', page, (setup) => customer === undefined || setup.customer === customer),
  ),
]

function createSetup(input: Input<typeof creation>, call: Call): Setup {
  const method = input.payment_method === undefined ? null : paymentMethodNamed(input.payment_method, call)
  const customer = input.customer === undefined ? null : call.get('customer', input.customer, 'customer').id
  if (input.confirm && !method) {
    throw invalid('You must provide a payment method to confirm.', {
      code: 'parameter_missing',
      param: 'payment_method',
    })
  }
  const setup = call.put(newSetup(input, { method, customer }, call.now))
  call.emit('setup_intent.created', setup)
  return input.confirm && method ? confirm(setup, method, call) : setup
}

function confirmSetup({ id, payment_method: given }: Input<typeof confirmation>, call: Call): Setup {
  const setup = call.get('setup_intent', id)
  requireStatus(setup, 'confirmed', ['requires_payment_method', 'requires_confirmation', 'requires_action'])
  const name = given ?? setup.payment_method
  if (typeof name !== 'string')
    throw invalid('You must provide a payment method to confirm.', { param: 'payment_method' })
  return confirm(setup, paymentMethodNamed(name, call), call)
}

function confirm(setup: Setup, method: SandboxMethod, call: Call): Setup {
  requireUsable(method, setup.customer)
  const verdict = verdictOn(method)
  if (verdict.says === 'yes' || (verdict.says === 'no' && verdict.onlyCharges)) return succeed(setup, method, call)
  if (verdict.says === 'authenticate') {
    const asking = call.put<Setup>({
      ...setup,
      payment_method: method.id,
      status: 'requires_action',
      next_action: { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect' } },
    })
    call.emit('setup_intent.requires_action', asking)
    return asking
  }
  const error = {
    code: verdict.code,
    decline_code: verdict.declineCode,
    message: verdict.message,
    payment_method: method,
  }
  const failed = fail(setup, { type: 'card_error', ...error }, call)
  throw declined({ ...error, setup_intent: failed })
}

/** The customer came back from their bank. */
export function authenticateSetup(setup: Setup, outcome: 'succeed' | 'fail', call: Call): Setup {
  requireStatus(setup, 'authenticated', ['requires_action'])
  const method = call.get('payment_method', setup.payment_method as string)
  if (outcome === 'succeed') return succeed(setup, method, call)
  const message =
    'The latest attempt to set up the payment method has failed because authentication failed. You can provide a new payment method to try again.'
  const code = 'setup_intent_authentication_failure'
  return fail(setup, { type: 'invalid_request_error', code, message, payment_method: method }, call)
}

function succeed(setup: Setup, method: SandboxMethod, call: Call): Setup {
  if (typeof setup.customer === 'string') attach(method, call.get('customer', setup.customer), call)
  const kept = { status: 'succeeded', payment_method: method.id, next_action: null, last_setup_error: null } as const
  const done = call.put<Setup>({ ...setup, ...kept })
  call.emit('setup_intent.succeeded', done)
  return done
}

function fail(setup: Setup, error: Setup['last_setup_error'], call: Call): Setup {
  const status = 'requires_payment_method'
  const failed = call.put<Setup>({ ...setup, status, payment_method: null, next_action: null, last_setup_error: error })
  call.emit('setup_intent.setup_failed', failed)
  return failed
}

function cancelSetup(setup: Setup, call: Call): Setup {
  requireStatus(setup, 'canceled', ['requires_payment_method', 'requires_confirmation', 'requires_action'])
  const ended = call.put<Setup>({ ...setup, status: 'canceled', next_action: null })
  call.emit('setup_intent.canceled', ended)
  return ended
}

function requireStatus(setup: Setup, done: string, statuses: readonly Setup['status'][]): void {
  if (!statuses.includes(setup.status)) throw setupUnexpectedState(setup, done)
}

type Whose = { readonly method: SandboxMethod | null; readonly customer: string | null }

function newSetup(input: Input<typeof creation>, { method, customer }: Whose, now: number): Setup {
  const id = newId('seti')
  const automatic = input.automatic_payment_methods ?? { enabled: true, allow_redirects: undefined }
  return {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: { ...automatic, allow_redirects: automatic.allow_redirects ?? 'always' },
    cancellation_reason: null,
    client_secret: `${id}_secret_${newId('').slice(1)}`,
    created: now,
    customer,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: input.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: method?.id ?? null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
    usage: input.usage ?? 'off_session',
  }
}
