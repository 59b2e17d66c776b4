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

/** Asks to send a piece back, perhaps for something else. */
async function asked(stage: Stage, { id, who }: Bought, wanted?: string): Promise<string> {
  const body = {
    lines: [{ sku: stage.sku, quantity: 1 }],
    reason: 'It is too small',
    ...(wanted !== undefined && { exchange: { lines: [{ sku: wanted, quantity: 1 }] } }),
  }
  const call = { token: who.token, key: randomUUID(), body }
  return (await ask<{ id: string }>(stage, `POST /orders/${id}/returns`, call)).id
}

async function sentBack(stage: Stage, sold: Bought, wanted?: string): Promise<void> {
  await sentAndDelivered(stage, sold)
  const returnId = await asked(stage, sold, wanted)
  await ask(stage, `POST /returns/${returnId}/approval`, { ...stage.staff, body: {} })
  const body = { lines: [{ sku: stage.sku, restocked: 1, writtenOff: 0 }] }
  await ask(stage, `POST /returns/${returnId}/receipt`, { ...stage.staff, key: randomUUID(), body })
  await eventually(async () => {
    const { status } = await ask<{ status: string }>(stage, `GET /returns/${returnId}`, stage.staff)
    return status === 'done' ? status : undefined
  })
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
    leadsTo: ['req.payments.void'],
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
    play: async (stage) => sentBack(stage, await bought(stage), stage.sku),
  },
  {
    name: 'something is to be exchanged for what is sold out',
    leadsTo: ['order.exchange_failed'],
    play: async (stage) => {
      const { sku } = await newProduct(stage)
      await sentBack(stage, await bought(stage), sku)
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
    leadsTo: ['req.inventory.extend', 'order.awaiting_payment'],
    play: async (stage) => {
      const card = { paymentMethod: 'pm_card_authenticationRequired', until: ['awaiting_payment'] }
      const { id, who, nextAction } = await bought(stage, card)
      const [intent] = nextAction?.clientSecret.split('_secret_') ?? []
      await tell(`${stage.outside.stripe}/sandbox/payment_intents/${intent}/authenticate`, { outcome: 'succeed' })
      await standing(stage, who, { id, until: ['confirmed'] })
    },
  },
]
