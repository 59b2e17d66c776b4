import { Type } from 'typebox'
import * as books from '#subjects/books.ts'
import * as methods from '#subjects/payment-methods.ts'
import * as subject from '#subjects/payments.ts'
import * as reimbursements from '#subjects/reimbursements.ts'
import { actor, every } from '../actor.ts'
import { authorizePayment } from './authorize-payment.ts'
import { booksHandlers } from './books/handlers.ts'
import { keepBooks } from './books/keep-books.ts'
import { pruneReconciliations } from './books/prune-reconciliations.ts'
import { runReconciliations } from './books/run-reconciliations.ts'
import { capturePayment } from './capture-payment.ts'
import { finishCalls } from './finish-calls.ts'
import { laws } from './laws.ts'
import { openPaymentStore } from './payment-store.ts'
import { listPayments, listPaymentsOfOrders } from './list-payments.ts'
import { processWebhooks } from './process-webhooks.ts'
import { pruneWebhooks } from './prune-webhooks.ts'
import { finishMethods } from './methods/finish-methods.ts'
import { methodHandlers } from './methods/handlers.ts'
import { openProvider } from './provider.ts'
import { readPayment } from './read-payment.ts'
import { receiveWebhook } from './receive-webhook.ts'
import { reimbursePayment } from './reimburse-payment.ts'
import type { PaymentsTools } from './settle.ts'
import { takeHeld } from './take-held.ts'
import { tellReimbursements } from './tell-reimbursements.ts'
import { openUnderway } from './underway.ts'
import { refundPayment } from './refund-payment.ts'
import { voidPayment } from './void-payment.ts'

/** Money reserved, taken and let go, at most once each, whatever happens between us and the provider. */
export const payments = actor({
  name: 'payments',
  contracts: { ...subject, ...reimbursements, ...methods, ...books },
  env: Type.Object({
    STRIPE_SECRET_KEY: Type.String({ pattern: '^(sk|rk)_', description: "Stripe's secret key, sk_… or rk_…" }),
    STRIPE_API_URL: Type.Optional(Type.String({ pattern: '^https?://' })),
    STRIPE_WEBHOOK_SECRETS: Type.String({
      pattern: '^whsec_[^,\\s]+(,whsec_[^,\\s]+)*$',
      description: 'the secrets that webhooks may be signed with, whsec_…, separated by commas',
    }),
    STRIPE_TIMEOUT_MS: Type.Integer({ minimum: 100, maximum: 14_000, default: 10_000 }),
    STRIPE_MOST_PER_SECOND: Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      default: 80,
      description: 'calls of each process, below the limit of the account',
    }),
  }),
  tools: (env, stack, db): PaymentsTools => {
    const provider = openProvider({
      secretKey: String(env['STRIPE_SECRET_KEY']),
      apiUrl: env['STRIPE_API_URL'] as string | undefined,
      webhookSecrets: String(env['STRIPE_WEBHOOK_SECRETS']).split(','),
      timeoutMs: Number(env['STRIPE_TIMEOUT_MS'] ?? 10_000),
      mostPerSecond: Number(env['STRIPE_MOST_PER_SECOND'] ?? Infinity),
    })
    return {
      paymentStore: openPaymentStore(db),
      provider: stack.use(provider),
      finishing: stack.use(openUnderway(100)),
      looking: stack.use(openUnderway(100)),
    }
  },
  handlers: {
    authorizePayment,
    capturePayment,
    voidPayment,
    refundPayment,
    reimbursePayment,
    listPayments,
    readPayment,
    listPaymentsOfOrders,
    receiveWebhook,
    ...methodHandlers,
    ...booksHandlers,
  },
  timers: [
    every<PaymentsTools>(1_000, 'process webhooks', processWebhooks),
    every<PaymentsTools>(1_000, 'finish calls', finishCalls),
    every<PaymentsTools>(1_000, 'tell reimbursements', tellReimbursements),
    every<PaymentsTools>(5_000, 'finish methods', finishMethods),
    every<PaymentsTools>(5_000, 'keep books', keepBooks),
    every<PaymentsTools>(600_000, 'take held', takeHeld),
    every<PaymentsTools>(5_000, 'reconcile', runReconciliations),
    every(600_000, 'prune webhooks', pruneWebhooks),
    every(600_000, 'prune reconciliations', pruneReconciliations),
  ],
  laws,
})
