import { dataOf } from 'tradewind-client'
import { eventually, expect, visit } from './client.ts'
import { booksOf, euros, fillCart, mailAbout, placeOrder, type Scene, type Step, stockOf } from './scene.ts'

/** What happens to orders that are sold: they leave, arrive, come back, are exchanged and called off. */
export const afterwards: readonly Step[] = [
  {
    name: 'Two parcels',
    run: async (scene) => {
      const { orderId } = scene
      const navy = { orderId, sku: 'MUG-ENAMEL-NAVY' }
      const first = await send(scene, { ...navy, quantity: 2, trackingNumber: '00340434161094042557' })
      const part = await readOrder(scene, orderId)
      expect(part.status === 'partially_shipped', 'an order of which something is still to come says so', part)
      const twice = await ship(scene, { ...navy, quantity: 1, trackingNumber: '00340434161094042564' })
      expect(twice.error?.code === 'not-that-many', 'what has left can not leave again', twice.error)
      const cream = { orderId, sku: 'MUG-ENAMEL-CREAM' }
      const second = await send(scene, { ...cream, quantity: 1, trackingNumber: '00340434161094042571' })
      for (const { id: shipmentId } of [first, second])
        await dataOf(desk(scene).POST('/shipments/{shipmentId}/delivery', { params: { path: { shipmentId } } }))
      const order = await readOrder(scene, orderId)
      expect(order.status === 'delivered', 'it has arrived with its last parcel', order)
      const mail = await mailAbout(scene, /^A part of your order .* is on its way$/)
      expect(mail.text.includes(first.trackingNumber ?? ''), 'the mail has the tracking number', mail)
      await mailAbout(scene, /^Your order .* has arrived$/)
      return `${first.carrier} ${first.trackingNumber} and ${second.trackingNumber}; no mug was sent twice`
    },
  },
  {
    name: 'Return a piece',
    run: async (scene) => {
      const { orderId } = scene
      const [before, order] = [await stockOf(scene, 'MUG-ENAMEL-NAVY'), await readOrder(scene, orderId)]
      const { refund } = await sendBack(scene, { orderId, sku: 'MUG-ENAMEL-NAVY' })
      await expectTaken(scene, orderId, order.total.amount - refund.amount)
      const after = await stockOf(scene, 'MUG-ENAMEL-NAVY')
      expect(after.onHand === before.onHand + 1, 'the mug is on the shelf again', after)
      await mailAbout(scene, /^Your refund for order/)
      return `${euros(refund.amount)} of ${euros(order.total.amount)} went back at the provider, the mug to the shelf`
    },
  },
  {
    name: 'Invoice and credit note',
    run: async (scene) => {
      const { orderId } = scene
      const api = visit(scene, scene.token)
      const order = await readOrder(scene, orderId)
      const listed = await dataOf(api.GET('/orders/{orderId}/documents', { params: { path: { orderId } } }))
      const [invoice, note] = listed.items
      expect(invoice?.total.amount === order.total.amount, 'the invoice is for all of the order', listed)
      expect(note?.total.amount === order.refunded.amount, 'the credit note is for what was paid back', listed)
      const path = { orderId, number: note.number }
      const read = () =>
        dataOf(api.GET('/orders/{orderId}/credit-notes/{number}', { params: { path }, parseAs: 'arrayBuffer' }))
      const [once, again] = [Buffer.from(await read()), Buffer.from(await read())]
      expect(once.subarray(0, 5).toString() === '%PDF-', 'the credit note is a PDF')
      expect(once.equals(again), 'it is the same whenever it is read')
      return `${invoice.name} and ${note.name}, ${Math.round(once.length / 1_024)} KiB of PDF, to the byte the same twice`
    },
  },
  {
    name: 'Exchange a piece',
    run: async (scene) => {
      const { orderId } = scene
      const before = await readOrder(scene, orderId)
      const wanted = { sku: 'MUG-ENAMEL-RED', quantity: 2 }
      const { id: returnId, refund } = await sendBack(scene, { orderId, sku: 'MUG-ENAMEL-CREAM', wanted })
      const exchange = await eventually(scene, 'what is wanted is ordered and confirmed', async () => {
        const { exchangeOrderId } = await readReturn(scene, returnId)
        const order = exchangeOrderId === undefined ? undefined : await readOrder(scene, exchangeOrderId)
        return order?.status === 'confirmed' ? order : undefined
      })
      expect(exchange.exchangeOf === returnId, 'each of the two names the other', exchange)
      expect(exchange.shipping.amount === 0, 'sending it costs nothing', exchange)
      await expectTaken(scene, exchange.id, exchange.total.amount)
      await expectTaken(scene, orderId, before.total.amount - before.refunded.amount - refund.amount)
      return `${euros(refund.amount)} back for one, ${euros(exchange.total.amount)} charged for two others: ${exchange.number}`
    },
  },
  {
    name: 'Cancel a paid order',
    run: async (scene) => {
      const before = await stockOf(scene, 'MUG-ENAMEL-RED')
      await fillCart(scene, 'MUG-ENAMEL-RED', 3)
      const { data: order, error } = await placeOrder(scene)
      expect(order, 'the order is placed', error)
      const { id: orderId, total, number } = order
      await expectTaken(scene, orderId, total.amount)
      const params = { path: { orderId } }
      const api = visit(scene, scene.token)
      await dataOf(api.POST('/orders/{orderId}/cancellation', { params, body: { reason: 'I have enough mugs' } }))
      await eventually(scene, 'the cancellation comes to its end', async () => {
        const { status } = await dataOf(api.GET('/orders/{orderId}/cancellation', { params }))
        return status === 'done' ? status : undefined
      })
      await expectTaken(scene, orderId, 0)
      const after = await stockOf(scene, 'MUG-ENAMEL-RED')
      expect(after.available === before.available, 'everything is back on the shelf', after)
      const red = { orderId, sku: 'MUG-ENAMEL-RED' }
      const late = await ship(scene, { ...red, quantity: 1, trackingNumber: '00340434161094042588' })
      expect(late.error?.code === 'order-closed', 'what is called off can not be sent', late.error)
      return `${number}: ${euros(total.amount)} taken and given back, 3 mugs on the shelf again`
    },
  },
]

type Pieces = { readonly sku: string; readonly quantity: number }

/** The API in the name of those who work in the shop. */
const desk = (scene: Scene) => visit(scene, scene.staffToken)

const readOrder = (scene: Scene, orderId: string) =>
  dataOf(visit(scene, scene.token).GET('/orders/{orderId}', { params: { path: { orderId } } }))

const readReturn = (scene: Scene, returnId: string) =>
  dataOf(visit(scene, scene.token).GET('/returns/{returnId}', { params: { path: { returnId } } }))

type Parcel = Pieces & { readonly orderId: string; readonly trackingNumber: string }

/** Tries to send a parcel. */
function ship(scene: Scene, { orderId, sku, quantity, trackingNumber }: Parcel) {
  const body = { carrier: 'DHL', trackingNumber, lines: [{ sku, quantity }] }
  return desk(scene).POST('/orders/{orderId}/shipments', { params: { path: { orderId } }, body })
}

/** Sends a parcel, as soon as the stock and the money of its order are ours. */
function send(scene: Scene, parcel: Parcel) {
  return eventually(scene, 'the parcel can leave', async () => {
    const { data, error } = await ship(scene, parcel)
    expect(data ?? error?.code === 'order-unfinished', 'the parcel leaves', error)
    return data
  })
}

type Back = { readonly orderId: string; readonly sku: string; readonly wanted?: Pieces }

/** The shopper sends a piece back, perhaps for others; staff let them, and have it. */
async function sendBack(scene: Scene, { orderId, sku, wanted }: Back) {
  const reason = 'It is too small for my coffee'
  const body = { lines: [{ sku, quantity: 1 }], reason, ...(wanted && { exchange: { lines: [wanted] } }) }
  const asked = visit(scene, scene.token).POST('/orders/{orderId}/returns', { params: { path: { orderId } }, body })
  const { id: returnId } = await dataOf(asked)
  const params = { path: { returnId } }
  await dataOf(desk(scene).POST('/returns/{returnId}/approval', { params, body: {} }))
  const lines = [{ sku, restocked: 1, writtenOff: 0 }]
  await dataOf(desk(scene).POST('/returns/{returnId}/receipt', { params, body: { lines } }))
  return eventually(scene, 'the money has left', async () => {
    const back = await readReturn(scene, returnId)
    return back.status === 'done' ? back : undefined
  })
}

/** Waits until the provider's books say that so much of an order was taken and kept, to the cent. */
function expectTaken(scene: Scene, orderId: string, amount: number) {
  return eventually(scene, `${euros(amount)} of ${orderId} are in the provider's books`, async () =>
    (await booksOf(scene, orderId)).captured === amount ? amount : undefined,
  )
}
