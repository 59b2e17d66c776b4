import { randomUUID } from 'node:crypto'
import { readReconciliation, reconcile } from '#subjects/books.ts'
import { systemCaller } from '#subjects/envelope.ts'
import { verifyFold } from '#subjects/oversight.ts'
import { ask, bought, eventually, type Order, type Scene, type Stage, tell } from './stage.ts'

const system = systemCaller('tools')

/** Somebody buys two pieces while the shop takes money with each parcel. What others order meanwhile is paid for so, too. */
async function paidWhenSent(stage: Stage): Promise<Order> {
  const takeOn = (captureOn: string) =>
    ask(stage, 'PATCH /store', { ...stage.staff, headers: { 'if-match': '*' }, body: { captureOn } })
  await takeOn('shipment')
  try {
    return await bought(stage)
  } finally {
    await takeOn('confirmation')
  }
}

const told = ({ databases }: Stage, event: string, orderId: string) =>
  eventually(async () => {
    const [fact] = await databases.payments`
      select from outbox where subject = ${event} and body ->> 'orderId' = ${orderId}`
    return fact
  })

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
      await told(stage, 'payment.disputed', id)
    },
  },
  {
    name: 'a bank lets go of what it holds after the first parcel',
    leadsTo: ['payment.lapsed'],
    play: async (stage) => {
      const { id } = await paidWhenSent(stage)
      const body = { carrier: 'DHL', lines: [{ sku: stage.sku, quantity: 1 }] }
      await eventually(() =>
        ask<object>(stage, `POST /orders/${id}/shipments`, { ...stage.staff, key: randomUUID(), body }),
      )
      const intent = await eventually(async () => {
        const [payment] = await stage.databases.payments<{ intent: string }[]>`
          select intent_id as intent from payments where order_id = ${id} and captured > 0`
        return payment?.intent
      })
      await tell(`${stage.outside.stripe}/sandbox/payment_intents/${intent}/let_go`)
      await told(stage, 'payment.lapsed', id)
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
