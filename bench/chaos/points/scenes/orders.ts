import { randomUUID } from 'node:crypto'
import { ask, bought, eventually, newProduct, type Order, type Scene, type Stage, standing, tell } from './stage.ts'

type Bought = Awaited<ReturnType<typeof bought>>

const sentAndDelivered = async (stage: Stage, { id }: Pick<Order, 'id'>) => {
  const line = `POST /orders/${id}/shipments`
  const body = { carrier: 'DHL', lines: [{ sku: stage.sku, quantity: 2 }] }
  // The last of its stock and money may be a moment away.
  const parcel = await eventually(() => ask<{ id: string }>(stage, line, { ...stage.staff, key: randomUUID(), body }))
  await ask(stage, `POST /shipments/${parcel.id}/delivery`, { ...stage.staff, body: {} })
}

type Wanted = { readonly lines: readonly { sku: string; quantity: number }[]; readonly paymentMethod?: string }

/** Asks to send a piece back, perhaps for something else. */
async function asked(stage: Stage, { id, who }: Bought, exchange?: Wanted): Promise<string> {
  const body = { lines: [{ sku: stage.sku, quantity: 1 }], reason: 'It is too small', ...(exchange && { exchange }) }
  const call = { token: who.token, key: randomUUID(), body }
  return (await ask<{ id: string }>(stage, `POST /orders/${id}/returns`, call)).id
}

type Return = { readonly status: string; readonly exchangeOrderId?: string; readonly exchangeProblem?: object }

async function sentBack(stage: Stage, sold: Bought, exchange?: Wanted, meanwhile = async () => {}): Promise<Return> {
  await sentAndDelivered(stage, sold)
  const returnId = await asked(stage, sold, exchange)
  await meanwhile()
  await ask(stage, `POST /returns/${returnId}/approval`, { ...stage.staff, body: {} })
  const body = { lines: [{ sku: stage.sku, restocked: 1, writtenOff: 0 }] }
  await ask(stage, `POST /returns/${returnId}/receipt`, { ...stage.staff, key: randomUUID(), body })
  return eventually(async () => {
    const found = await ask<Return>(stage, `GET /returns/${returnId}`, stage.staff)
    const isExchanged = !exchange || found.exchangeOrderId !== undefined || found.exchangeProblem !== undefined
    return found.status === 'done' && isExchanged ? found : undefined
  })
}

/** Lets somebody confirm to their bank that they pay for an order, once they are asked to. */
async function authenticated(stage: Stage, { id, who }: Pick<Bought, 'id' | 'who'>): Promise<void> {
  const { nextAction } = await standing(stage, who, { id, until: ['awaiting_payment'] })
  const [intent] = nextAction?.clientSecret.split('_secret_') ?? []
  await tell(`${stage.outside.stripe}/sandbox/payment_intents/${intent}/authenticate`, { outcome: 'succeed' })
  await standing(stage, who, { id, until: ['confirmed'] })
}

const cancelled = async (stage: Stage, { id, who }: Bought) => {
  const call = { token: who.token, key: randomUUID(), body: { reason: 'second thoughts' } }
  await ask(stage, `POST /orders/${id}/cancellation`, call)
  await eventually(async () => {
    const { status } = await ask<{ status: string }>(stage, `GET /orders/${id}/cancellation`, { token: who.token })
    return status === 'done' ? status : undefined
  })
}

/** What becomes of orders. */
export const scenesOfOrders: readonly Scene[] = [
  {
    name: 'an order is paid, sent, and some of it sent back',
    leadsTo: [
      'req.users.contacts',
      'req.products.quote',
      'req.inventory.reserve',
      'req.inventory.secure',
      'req.inventory.commit',
      'req.inventory.restock',
      'req.payments.authorize',
      'req.payments.capture',
      'req.payments.refund',
      'user.registered',
      'order.created',
      'order.confirmed',
      'order.shipped',
      'order.delivered',
      'order.return_requested',
      'order.return_approved',
      'order.return_received',
      'order.refunded',
      'payment.processed',
      'inventory.updated',
      'notification.sent',
    ],
    play: async (stage) => sentBack(stage, await bought(stage)),
  },
  {
    name: 'an order is called off',
    leadsTo: ['order.cancelled'],
    play: async (stage) => cancelled(stage, await bought(stage)),
  },
  {
    name: 'an order is called off while a bank asks its customer',
    leadsTo: ['req.payments.void', 'payment.failed'],
    play: async (stage) => {
      const card = { paymentMethod: 'pm_card_authenticationRequired', until: ['awaiting_payment'] }
      await cancelled(stage, await bought(stage, card))
    },
  },
  {
    name: 'a return is refused',
    leadsTo: ['order.return_refused'],
    play: async (stage) => {
      const sold = await bought(stage)
      await sentAndDelivered(stage, sold)
      const returnId = await asked(stage, sold)
      await ask(stage, `POST /returns/${returnId}/refusal`, { ...stage.staff, body: { answer: 'It was worn' } })
    },
  },
  {
    name: 'something is exchanged',
    leadsTo: ['order.exchanged'],
    play: async (stage) => sentBack(stage, await bought(stage), { lines: [{ sku: stage.sku, quantity: 1 }] }),
  },
  {
    name: 'something is exchanged for more, and a bank asks its customer',
    leadsTo: ['order.awaiting_payment'],
    play: async (stage) => {
      const sold = await bought(stage)
      const wanted = { lines: [{ sku: stage.sku, quantity: 2 }], paymentMethod: 'pm_card_authenticationRequired' }
      const { exchangeOrderId: id = '' } = await sentBack(stage, sold, wanted)
      await authenticated(stage, { id, who: sold.who })
    },
  },
  {
    name: 'what was to be had in exchange is sold no more',
    leadsTo: ['order.exchange_failed'],
    play: async (stage) => {
      const { productId, sku } = await newProduct(stage)
      const archive = () =>
        ask<undefined>(stage, `DELETE /products/${productId}`, { ...stage.staff, headers: { 'if-match': '*' } })
      await sentBack(stage, await bought(stage), { lines: [{ sku, quantity: 1 }] }, archive)
    },
  },
  {
    name: 'a card is declined',
    leadsTo: ['req.inventory.release', 'order.failed', 'payment.failed'],
    play: (stage) => bought(stage, { paymentMethod: 'pm_card_chargeDeclined', until: ['payment_failed'] }),
  },
  {
    name: 'a card is declined, and there is another one',
    leadsTo: ['order.payment_replaced'],
    play: async (stage) => {
      const declined = { paymentMethod: 'pm_card_chargeDeclined', ifDeclined: 'wait' } as const
      const { id, who } = await bought(stage, { ...declined, until: ['awaiting_payment'] })
      const body = { paymentMethod: 'pm_card_visa' }
      await ask(stage, `POST /orders/${id}/payment`, { token: who.token, key: randomUUID(), body })
      await standing(stage, who, { id, until: ['confirmed'] })
    },
  },
  {
    name: 'a bank asks its customer',
    leadsTo: ['order.awaiting_payment', 'payment.processed'],
    play: async (stage) => {
      const card = { paymentMethod: 'pm_card_authenticationRequired', until: ['awaiting_payment'] }
      await authenticated(stage, await bought(stage, card))
    },
  },
]
