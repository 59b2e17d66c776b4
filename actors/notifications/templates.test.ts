import { expect, test } from 'vitest'
import { outOfStock } from '#subjects/inventory.ts'
import { type Letter, render } from './letter.ts'
import { formatMoney } from '../money.ts'
import { message } from './templates/message.ts'
import { orderConfirmedMail } from './templates/order-confirmed.ts'
import { orderFailedMail } from './templates/order-failed.ts'
import { paymentDisputedMail } from './templates/payment-disputed.ts'

const line = {
  sku: 'MUG-BLUE',
  productId: 'prd_00000000000000000000000000',
  name: 'Enamel <b>mug</b>',
  title: 'Blue & white',
  quantity: 2,
  unitPrice: { amount: 1_999, currency: 'EUR' },
  discount: { amount: 0, currency: 'EUR' },
  taxRatePpm: 0,
  tax: { amount: 0, currency: 'EUR' },
  total: { amount: 3_998, currency: 'EUR' },
}
const write = (letter: Omit<Letter, 'name'>, name = 'Ada') => render({ ...letter, name })

test.each([
  [1_999, 'EUR', '€19.99'],
  [1_999, 'JPY', '¥1,999'],
  [1_999, 'KWD', 'KWD\u00a01.999'],
  [5, 'USD', '$0.05'],
  [0, 'GBP', '£0.00'],
  [1_000_000_000_000, 'USD', '$10,000,000,000.00'],
])('%i minor units of %s are written %s', (amount, currency, written) => {
  expect(formatMoney({ amount, currency })).toBe(written)
})

test('a confirmation has every line, the total and the number of the order', () => {
  const order = {
    number: 'T-1001',
    lines: [line, { ...line, title: line.name }],
    total: { amount: 7_996, currency: 'EUR' },
  }
  expect(orderConfirmedMail.subject(order)).toBe('Your order T-1001 is confirmed')
  const { text, html } = write(orderConfirmedMail.write(order))
  expect(text).toContain('2 × Enamel <b>mug</b>, Blue & white   €39.98\n')
  expect(text).toMatch(/2 × Enamel <b>mug<\/b> +€39\.98\n/)
  expect(text).toMatch(/Total +€79\.96\n/)
  expect(text).toContain('T-1001')
  for (const part of ['2 × Enamel &lt;b&gt;mug&lt;/b&gt;, Blue &amp; white', '€39.98', '€79.96', 'T-1001'])
    expect(html).toContain(part)
})

test('a confirmation says what has yet to come, and by when', () => {
  const owed = { ...line, backordered: 1, expectedAt: '2026-12-24T00:00:00.000Z' }
  const order = { number: 'T-1001', lines: [line, owed], total: { amount: 7_996, currency: 'EUR' } }
  const { text } = write(orderConfirmedMail.write(order))
  expect(text).toContain('not everything is here yet')
  expect(text.replaceAll(/\s+/g, ' ')).toContain(
    'Still on its way to us: 1 × Enamel <b>mug</b>, Blue & white, which we expect by 24 December 2026.',
  )
  const { text: whole } = write(orderConfirmedMail.write({ ...order, lines: [line] }))
  expect(whole).not.toContain('on its way to us')
})

test('an order that came to nothing says why, and that nothing was charged', () => {
  const { text } = write(orderFailedMail.write({ number: 'T-1001', reason: outOfStock.code }))
  expect(text).toMatch(/T-1001 could not be completed\. Something in it was sold out/)
  expect(text).toContain('Nothing was charged')
  const unknown = write(orderFailedMail.write({ number: 'T-1001', reason: 'unheard-of' }))
  expect(unknown.text).not.toContain('unheard-of')
})

test('nothing that people wrote becomes markup, and a blank line becomes a paragraph', () => {
  const text = 'One & "two"\r\nthree\r\n\r\n<script>alert(1)</script>\n\n\n'
  const { html } = write(message.write({ subject: '</title><img src=x>', text }), "<i>'Ada'</i>")
  expect(html).not.toMatch(/<script|<img|<i>/)
  expect(html).toContain('>One &amp; &quot;two&quot;<br>three</p>')
  expect(html).toContain('>&lt;script&gt;alert(1)&lt;/script&gt;</p>')
  expect(html).toContain('Hello &lt;i&gt;&#39;Ada&#39;&lt;/i&gt;,')
})

test('of a dispute is told that refunds wait, and while a bank only asks that they go on', () => {
  const [amount, answerBy] = [{ amount: 1_999, currency: 'EUR' }, '2026-12-09T23:59:59.000Z']
  const names = { disputeId: 'dp_1', paymentId: 'pay_1', orderId: 'ord_1', reason: 'general' }
  const told = (state: 'open' | 'won', inquiry?: true) => {
    const dispute = { ...names, amount, state, answerBy, ...(inquiry && { inquiry }) }
    return `${paymentDisputedMail.subject(dispute)} ${write(paymentDisputedMail.write(dispute)).text}`
  }
  expect(told('open')).toMatch(/^A payment is disputed: ord_1[^]*Nothing of it is given back[^]* by 2026-12-09/)
  expect(told('won')).toContain('The money is back')
  expect(told('open', true)).toMatch(/^A bank asks about a payment: ord_1[^]*refunds go on/)
  expect(told('open', true)).not.toContain('Nothing of it is given back')
  expect(told('won', true)).not.toContain('The money is back')
})
