import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'
import { formatMoney } from '../../money.ts'
import type { Content, Entry } from './content.ts'
import { type DocumentRow, nameOf } from './name.ts'

/** Fonts with the letters of all languages that are written from left to right with an alphabet. */
const font = (name: string) => fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`))

const [left, right, top, bottom] = [56, 539, 56, 760]
const ink = { strong: '#0f5663', text: '#24343a', faint: '#6b7c82', line: '#cfdadd' } as const

type Page = PDFKit.PDFDocument

/** Writes a document as a letter. It says nothing of now, so that it is the same to the byte whenever it is asked for. */
export async function render(row: DocumentRow): Promise<Buffer> {
  const content = row.content as Content
  const { issuedAt } = row
  const name = nameOf(row)
  const info = { Title: name, Author: content.seller?.name ?? 'Tradewind', CreationDate: issuedAt, ModDate: issuedAt }
  const margins = { top, bottom: 842 - bottom - 20, left, right: 595 - right }
  const page = new PDFDocument({ size: 'A4', margins, info, bufferPages: true, font: font('DejaVuSans') })
  page.registerFont('plain', font('DejaVuSans')).registerFont('bold', font('DejaVuSans-Bold'))
  const parts: Buffer[] = []
  page.on('data', (part: Buffer) => parts.push(part))
  const ended = once(page, 'end')
  letterhead(page, row, content)
  entries(page, content)
  sums(page, row, content)
  footer(page, name)
  page.end()
  await ended
  return Buffer.concat(parts)
}

const day = (at: string | Date) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    typeof at === 'string' ? new Date(at) : at,
  )

function letterhead(page: Page, row: DocumentRow, content: Content): void {
  const { seller, recipient, deliveredTo } = content
  page.font('bold').fontSize(20).fillColor(ink.strong)
  page.text(oneLine(seller?.name ?? 'Tradewind'), left, top, { width: 270, height: 60, ellipsis: true })
  if (seller) {
    page.font('plain').fontSize(7.5).fillColor(ink.faint)
    page.text(addressOf(seller), 340, top + 4, { width: right - 340, height: 66, ellipsis: true, align: 'right' })
  }
  page.font('plain').fontSize(9).fillColor(ink.text)
  page.text(addressOf(recipient), left, 130, { width: 240, lineGap: 2 })
  if (deliveredTo) {
    page.fillColor(ink.faint).text('Delivered to', left, Math.max(page.y + 10, 215))
    page.fillColor(ink.text).text(addressOf(deliveredTo), left, page.y + 2, { width: 240, lineGap: 2 })
  }
  const below = Math.max(page.y + 20, 315)
  factsOf(row, content).forEach(([label, value], index) => {
    page.fillColor(ink.faint).text(label, 340, 130 + index * 15, { width: 85 })
    page.fillColor(ink.text).text(value, 425, 130 + index * 15, { width: right - 425, align: 'right' })
  })
  page
    .font('bold')
    .fontSize(15)
    .fillColor(ink.strong)
    .text(`${titleOf(row)} ${nameOf(row)}`, left, below)
  page.y = below + 30
}

const titleOf = ({ kind }: DocumentRow) => (kind === 'invoice' ? 'Invoice' : 'Credit note')

function factsOf(
  row: DocumentRow,
  { invoice, orderNumber, orderedAt, seller }: Content,
): (readonly [string, string])[] {
  return [
    [titleOf(row), nameOf(row)],
    ['Date of issue', day(row.issuedAt)],
    ...(invoice === undefined ? [] : [['For invoice', invoice] as const]),
    ['Order', orderNumber],
    ['Ordered on', day(orderedAt)],
    ...(seller?.taxId === undefined ? [] : [['Our tax number', oneLine(seller.taxId)] as const]),
  ]
}

const addressOf = ({ name, line1, line2, postalCode, city, region, country }: Content['recipient']) =>
  [name, line1, line2, `${postalCode} ${city}`, region, country]
    .flatMap((line) => line ?? [])
    .map(oneLine)
    .join('\n')

/** People may have put anything into a field, even a letter of many lines. */
const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** The columns of the table, by where each begins and how wide it is. */
const columns = [
  { title: 'Description', x: left, width: 200, align: 'left' },
  { title: 'Pieces', x: 262, width: 40, align: 'right' },
  { title: 'Price', x: 308, width: 66, align: 'right' },
  { title: 'Discount', x: 380, width: 60, align: 'right' },
  { title: 'Tax', x: 446, width: 28, align: 'right' },
  { title: 'Amount', x: 474, width: right - 474, align: 'right' },
] as const

function entries(page: Page, { entries: all, currency, taxIncluded }: Content): void {
  const money = (amount: number) => formatMoney({ amount, currency })
  tableRow(
    page,
    columns.map(({ title }) => title),
    true,
  )
  for (const entry of all) {
    tableRow(page, [
      entry.sku === undefined ? oneLine(entry.label) : `${oneLine(entry.label)}\n${entry.sku}`,
      String(entry.quantity),
      entry.unitPrice === undefined ? '' : money(entry.unitPrice),
      entry.discount === undefined ? '' : money(-entry.discount),
      entry.taxRatePpm === undefined ? '' : percent(entry.taxRatePpm),
      money(entry.total),
    ])
  }
  page.font('plain').fontSize(7.5).fillColor(ink.faint)
  const prices = taxIncluded
    ? 'Prices and amounts have the tax in them.'
    : 'Amounts have the tax in them, prices do not.'
  page.text(prices, left, page.y + 4)
}

const percent = (ppm: number) => `${ppm / 10_000}%`

function tableRow(page: Page, cells: readonly string[], isHead = false): void {
  page.font(isHead ? 'bold' : 'plain').fontSize(8.5)
  const height = Math.max(...columns.map(({ width }, index) => page.heightOfString(cells[index] ?? '', { width })))
  if (page.y + height > bottom - 20) {
    page.addPage()
    page.y = top
  }
  const { y } = page
  page.fillColor(isHead ? ink.strong : ink.text)
  columns.forEach(({ x, width, align }, index) => page.text(cells[index] ?? '', x, y + 5, { width, align }))
  page
    .moveTo(left, y + height + 10)
    .lineTo(right, y + height + 10)
    .lineWidth(0.5)
    .strokeColor(ink.line)
    .stroke()
  page.y = y + height + 10
}

function sums(page: Page, { kind }: DocumentRow, content: Content): void {
  const { entries: all, currency, tax, total } = content
  const money = (amount: number) => formatMoney({ amount, currency })
  const rows = [
    ...taxesOf(all).map(({ label, net, tax: part }) => [`${label} on ${money(net)}`, money(part)]),
    ['Without tax', money(total - tax)],
    [kind === 'invoice' ? 'Total' : 'Paid back', money(total)],
  ]
  if (page.y + 30 + rows.length * 16 > bottom) page.addPage()
  let y = page.y + 16
  rows.forEach(([label = '', amount = ''], index) => {
    const isTotal = index === rows.length - 1
    page
      .font(isTotal ? 'bold' : 'plain')
      .fontSize(isTotal ? 11 : 9)
      .fillColor(isTotal ? ink.strong : ink.text)
    page.text(label, 250, y, { width: 190, align: 'right' })
    page.text(amount, 446, y, { width: right - 446, align: 'right' })
    y += isTotal ? 20 : 15
  })
  page.font('plain').fontSize(9).fillColor(ink.text)
  const thanks =
    kind === 'invoice'
      ? 'There is nothing left for you to pay. Thank you for your order.'
      : 'The money goes back to the card you paid with.'
  page.text(thanks, left, y + 14, { width: right - left })
}

type Tax = { readonly label: string; readonly net: number; readonly tax: number }

/** What is taxed, by rate. */
function taxesOf(all: readonly Entry[]): Tax[] {
  const byRate = Map.groupBy(all, ({ taxRatePpm }) => taxRatePpm)
  return [...byRate].map(([ppm, some]) => {
    const tax = some.reduce((sum, entry) => sum + entry.tax, 0)
    const net = some.reduce((sum, entry) => sum + entry.total, 0) - tax
    return { label: ppm === undefined ? 'Tax for sending' : `Tax at ${percent(ppm)}`, net, tax }
  })
}

function footer(page: Page, name: string): void {
  const { start, count } = page.bufferedPageRange()
  for (let index = start; index < start + count; index++) {
    page.switchToPage(index)
    // Below the margin, where text would begin another page.
    page.page.margins.bottom = 0
    page.font('plain').fontSize(7.5).fillColor(ink.faint)
    const text = `${name} · page ${index + 1} of ${count}`
    page.text(text, left, 790, { width: right - left, align: 'center', lineBreak: false })
  }
}
