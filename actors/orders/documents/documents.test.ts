import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { documents, documentSeries } from '#db/orders/schema.ts'
import * as subject from '#subjects/documents.ts'
import { receiveReturn, requestReturn, shipOrder, approveReturn } from '#subjects/fulfilment.ts'
import { newId } from '#subjects/id.ts'
import { cancelOrder } from '#subjects/orders.ts'
import { notFound, type Problem } from '#subjects/problem.ts'
import { createShippingMethod, createTaxRate, updateStore } from '#subjects/store.ts'
import { openShop, type Shop } from '../../shop.ts'
import { customer, outcomeOf, staff } from '../../world.ts'
import { orders } from '../actor.ts'
import type { Content } from './content.ts'
import { issueInvoice } from './issue.ts'
import type { DocumentRow } from './name.ts'
import { findOrder } from '../order.ts'
import { render } from './render.ts'

const key = () => ({ idempotencyKey: newId('key') })
const invoiceOf = (shop: Shop, orderId: string) => shop.world.as(staff).request(subject.readInvoice, { orderId })

async function paidOrders(shop: Shop, count: number) {
  const buyers = await Promise.all(Array.from({ length: count }, () => shop.customerWith({ MUG: 2 })))
  const placed = await Promise.all(buyers.map((buyer) => shop.place(buyer)))
  await shop.rest()
  return placed.map((order, index) => ({ order, buyer: buyers[index] ?? staff }))
}

test('fifty documents that are issued at once, some of which die, are numbered without a gap or a twin', async () => {
  await using shop = await openShop()
  const [placed] = await paidOrders(shop, 1)
  const db = shop.world.db('orders')
  const found = await findOrder(db, placed?.order.id ?? '')
  const issued = await Promise.allSettled(
    Array.from({ length: 60 }, (_, at) =>
      db.transaction(async (tx) => {
        if (!found) throw new Error('There is no order')
        const row = { ...found.row, id: `ord_${at}` }
        const { number } = await issueInvoice(tx, { ...found, row }, new Date('2026-11-03T10:00:00Z'))
        if (at % 6 === 0) throw new Error('the process dies here')
        return number
      }),
    ),
  )
  const numbers = issued.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1))
})

test('invoices that are asked for twice each and at two instances are issued once', async () => {
  await using shop = await openShop()
  await shop.world.start(orders, { env: shop.env })
  const placed = await paidOrders(shop, 8)
  const asked = await Promise.all(placed.flatMap(({ order }) => [invoiceOf(shop, order.id), invoiceOf(shop, order.id)]))
  expect(new Set(asked.map(({ name }) => name)).size).toBe(8)
  const rows = await shop.world.db('orders').select().from(documents)
  expect(rows.map(({ number }) => number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test('a number whose transaction dies is given to the next document', async () => {
  await using shop = await openShop()
  const [first, second] = await paidOrders(shop, 2)
  const db = shop.world.db('orders')
  const died = db.transaction(async (tx) => {
    const found = await findOrder(tx, first?.order.id ?? '')
    if (found) await issueInvoice(tx, found, new Date('2026-11-03T10:00:00Z'))
    throw new Error('the process dies here')
  })
  await expect(died).rejects.toThrow('dies here')
  expect(await db.$count(documents)).toBe(0)
  expect((await invoiceOf(shop, second?.order.id ?? '')).name).toBe('INV-00000001.pdf')
  expect((await invoiceOf(shop, first?.order.id ?? '')).name).toBe('INV-00000002.pdf')
  expect(await db.select().from(documentSeries)).toContainEqual({ kind: 'invoice', last: 2 })
})

test('an invoice adds up, and is the same to the byte whenever it is asked for', async () => {
  await using shop = await openShop()
  const [{ order, buyer } = { order: undefined, buyer: staff }] = await paidOrders(shop, 1)
  const orderId = order?.id ?? ''
  const file = await shop.world.as(buyer).request(subject.readInvoice, { orderId })
  const bytes = Buffer.from(file.content, 'base64')
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  const [row] = await shop.world.db('orders').select().from(documents).where(eq(documents.orderId, orderId))
  const content = row?.content as Content
  expect([content.total, content.tax]).toEqual([order?.total.amount, order?.tax.amount])
  const later = await invoiceOf(shop, orderId)
  expect(later).toEqual(file)
})

test('documents are from whoever the store was when they were issued', async () => {
  await using shop = await openShop()
  const desk = shop.world.as(staff)
  const placed = await paidOrders(shop, 2)
  const [nameless, named] = placed.map(({ order }) => order.id)
  await invoiceOf(shop, nameless ?? '')
  const { version } = await desk.request(updateStore, { seller }, { ifVersion: [1] })
  await invoiceOf(shop, named ?? '')
  await desk.request(updateStore, { seller: { ...seller, city: 'Bremen' } }, { ifVersion: [version] })
  await desk.request(cancelOrder, { orderId: named ?? '' }, key())
  await shop.rest()
  const rows = await shop.world.db('orders').select().from(documents).orderBy(documents.issuedAt)
  const sellers = rows.map(({ content }) => (content as Content).seller)
  expect(sellers).toEqual([undefined, seller, { ...seller, city: 'Bremen' }])
})

const seller = {
  name: 'Tradewind Outfitters GmbH',
  line1: 'Am Sandtorkai 41',
  city: 'Hamburg',
  postalCode: '20457',
  country: 'DE',
  taxId: 'DE123456789',
}

test('an invoice says of everything at which rate it is taxed, of the sending, too', async () => {
  await using shop = await openShop()
  const desk = shop.world.as(staff)
  await desk.request(createTaxRate, { name: 'VAT', country: 'GB', taxClass: 'standard', ratePpm: 200_000 })
  const tiers = [{ upTo: null, amount: 490 }]
  await desk.request(createShippingMethod, { name: 'Post', rates: { by: 'price', currency: 'EUR', tiers } }, key())
  const [{ order } = { order: undefined }] = await paidOrders(shop, 1)
  expect(order?.shippingMethod).toMatchObject({ name: 'Post', taxRatePpm: 200_000 })
  await invoiceOf(shop, order?.id ?? '')
  const [row] = await shop.world.db('orders').select().from(documents)
  const content = row?.content as Content
  expect(content.entries.map(({ label, taxRatePpm, tax, total }) => [label, taxRatePpm, tax, total])).toEqual([
    ['MUG, Standard', 200_000, 497, 2_980],
    ['Sending: Post', 200_000, 82, 490],
  ])
})

test('what is paid back of an invoiced order is credited, and the credit notes of all of it come to what it was', async () => {
  await using shop = await openShop()
  const [{ order, buyer } = { order: undefined, buyer: staff }] = await paidOrders(shop, 1)
  const orderId = order?.id ?? ''
  const [as, desk] = [shop.world.as(buyer), shop.world.as(staff)]
  await desk.request(shipOrder, { orderId, lines: [{ sku: 'MUG', quantity: 2 }], carrier: 'DHL' }, key())
  for (let piece = 0; piece < 2; piece++) {
    const input = { orderId, lines: [{ sku: 'MUG', quantity: 1 }], reason: 'chipped' }
    const { id: returnId } = await as.request(requestReturn, input, key())
    await desk.request(approveReturn, { returnId })
    await desk.request(receiveReturn, { returnId, lines: [{ sku: 'MUG', restocked: 0, writtenOff: 1 }] }, key())
  }
  await shop.rest()
  const { items } = await as.request(subject.listDocuments, { orderId })
  expect(items.map(({ name }) => name)).toEqual(['INV-00000001', 'CN-00000001', 'CN-00000002'])
  const [line] = order?.lines ?? []
  const credited = items.slice(1).reduce((sum, { total }) => sum + total.amount, 0)
  expect(credited).toBe(line?.total.amount)
  const note = await as.request(subject.readCreditNote, { orderId, number: 2 })
  expect(Buffer.from(note.content, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  await expect(as.request(subject.readCreditNote, { orderId, number: 3 })).rejects.toSatisfy(notFound.matches)
})

test('an order that is called off has a credit note if it had an invoice, and otherwise neither', async () => {
  await using shop = await openShop()
  const [invoiced, other] = await paidOrders(shop, 2)
  await invoiceOf(shop, invoiced?.order.id ?? '')
  for (const one of [invoiced, other])
    await shop.world.as(staff).request(cancelOrder, { orderId: one?.order.id ?? '' }, key())
  await shop.rest()
  const named = async (orderId = '') =>
    (await shop.world.as(staff).request(subject.listDocuments, { orderId })).items.map(({ kind, total }) => [
      kind,
      total.amount,
    ])
  const total = invoiced?.order.total.amount
  expect(await named(invoiced?.order.id)).toEqual([
    ['invoice', total],
    ['credit-note', total],
  ])
  expect(await named(other?.order.id)).toEqual([])
  expect(await outcomeOf(invoiceOf(shop, other?.order.id ?? ''))).toSatisfy(subject.notInvoiced.matches)
})

test("somebody else's invoice answers exactly like one that does not exist", async () => {
  await using shop = await openShop()
  const [placed] = await paidOrders(shop, 1)
  const stranger = shop.world.as(customer(newId('usr')))
  const told = await Promise.all(
    [placed?.order.id ?? '', newId('ord')].map(async (orderId) => {
      const refused = await Promise.all([
        outcomeOf(stranger.request(subject.readInvoice, { orderId })),
        outcomeOf(stranger.request(subject.listDocuments, { orderId })),
      ])
      expect(refused.every((error) => notFound.matches(error))).toBe(true)
      return JSON.stringify(refused.map((error) => (error as Problem).body)).replaceAll(orderId, '')
    }),
  )
  expect(told[0]).toBe(told[1])
})

test('a document of a hundred lines, long names and letters from everywhere goes over several pages', async () => {
  const row = documentOf(100)
  const bytes = await render(row)
  expect(bytes.equals(await render(row))).toBe(true)
  expect(bytes.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2)
  expect(bytes.length).toBeLessThan(200_000)
})

test('an address of many lines and words pushes nothing off the first page', async () => {
  const row = documentOf(1)
  const long = Object.fromEntries(
    ['name', 'line1', 'line2', 'city'].map((field) => [field, 'Grüße\n'.repeat(16)] as const),
  )
  const { recipient, ...content } = row.content as Content
  const wordy = { ...recipient, ...long }
  const letter = { ...content, seller: { ...seller, ...long }, recipient: wordy, deliveredTo: wordy }
  const bytes = await render({ ...row, content: letter })
  expect(bytes.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
})

test('a reason of many lines is one entry of a credit note', async () => {
  const row = documentOf(1)
  const content = row.content as Content
  const entries = content.entries.map((entry) => ({ ...entry, label: 'late\n'.repeat(100) }))
  const bytes = await render({ ...row, kind: 'credit-note', content: { ...content, entries } })
  expect(bytes.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
})

function documentOf(lines: number): DocumentRow {
  const recipient = {
    name: 'Łukasz Ångström-Παπαδόπουλος',
    line1: 'Großbeerenstraße 12',
    postalCode: '10963',
    city: 'Berlin',
    country: 'DE',
  }
  const entries = Array.from({ length: lines }, (_, at) => ({
    label: `Storm Lantern with a rather long name that needs two lines, ${at}`,
    sku: `LANTERN-STORM-${at}`,
    quantity: 2,
    unitPrice: 5_990,
    discount: 120,
    taxRatePpm: at % 2 ? 190_000 : 70_000,
    tax: 1_874,
    total: 11_860,
  }))
  const content: Content = {
    orderNumber: 'TW-100001',
    orderedAt: '2026-11-02T09:15:00.000Z',
    recipient,
    deliveredTo: recipient,
    currency: 'EUR',
    taxIncluded: true,
    entries: [...entries, { label: 'Sending: Standard', quantity: 1, tax: 78, total: 490 }],
    tax: 1_874 * lines + 78,
    total: 11_860 * lines + 490,
  }
  const issuedAt = new Date('2026-11-03T10:00:00Z')
  return { kind: 'invoice', number: 42, orderId: 'ord_1', subjectId: 'ord_1', content, issuedAt }
}
