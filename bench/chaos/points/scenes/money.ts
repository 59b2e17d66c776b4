import { randomUUID } from 'node:crypto'
import { readReconciliation, reconcile } from '#subjects/books.ts'
import { systemCaller } from '#subjects/envelope.ts'
import { verifyFold } from '#subjects/oversight.ts'
import { ask, bought, eventually, type Scene } from './stage.ts'

const system = systemCaller('tools')

/** What becomes of money, and who looks after it. */
export const scenesOfMoney: readonly Scene[] = [
  {
    name: 'staff give something back',
    leadsTo: ['payment.reimbursed', 'order.reimbursed'],
    play: async (stage) => {
      const { id } = await bought(stage)
      const body = { amount: 100, reason: 'It came with a scratch' }
      await eventually(async () => {
        const { items } = await ask<{ items: { id: string }[] }>(stage, `GET /orders/${id}/payments`, stage.staff)
        const line = `POST /payments/${items[0]?.id}/refunds`
        return ask<object>(stage, line, { ...stage.staff, key: randomUUID(), body })
      })
    },
  },
  {
    name: 'the holder of a card disputes a payment',
    leadsTo: ['payment.disputed', 'req.users.list-staff'],
    play: async (stage) => {
      const { id } = await bought(stage, { paymentMethod: 'pm_card_createDispute' })
      await eventually(async () => {
        const [told] = await stage.databases.payments`
          select from outbox where subject = 'payment.disputed' and body ->> 'orderId' = ${id}`
        return told
      })
    },
  },
  {
    name: 'tools look whether all adds up',
    leadsTo: ['req.payments.reconcile', 'req.payments.read-reconciliation', 'req.orders.verify-fold'],
    play: async ({ tools }) => {
      const { request } = tools.as(system)
      await eventually(() => request(verifyFold, {}))
      const { id: reconciliationId } = await eventually(() => request(reconcile, {}))
      await eventually(() => request(readReconciliation, { reconciliationId }))
    },
  },
]
