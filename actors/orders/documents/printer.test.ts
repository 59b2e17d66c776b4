import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { overloaded } from '#subjects/problem.ts'
import type { Content } from './content.ts'
import type { DocumentRow } from './name.ts'
import { openPrinter } from './printer.ts'
import { render } from './render.ts'

function documentOf(lines: number, number = 42): DocumentRow {
  const recipient = { name: 'Ada', line1: '12 St James Square', postalCode: 'SW1Y 4JH', city: 'London', country: 'GB' }
  const content: Content = {
    orderNumber: 'TW-100001',
    orderedAt: '2026-11-02T09:15:00.000Z',
    recipient,
    currency: 'EUR',
    taxIncluded: true,
    entries: Array.from({ length: lines }, () => ({ label: 'Storm Lantern', quantity: 2, tax: 1_874, total: 11_860 })),
    tax: 1_874 * lines,
    total: 11_860 * lines,
  }
  const issuedAt = new Date('2026-11-03T10:00:00Z')
  return { kind: 'invoice', number, orderId: 'ord_1', subjectId: 'ord_1', content, issuedAt }
}

test('while a long document is printed, everything else goes on', async () => {
  await using printer = openPrinter()
  const row = documentOf(100)
  const printed = printer.print(row)
  const ended = printed.then(() => true)
  let turns = 0
  while (!(await Promise.race([ended, setImmediate(false)]))) turns += 1
  expect(turns).toBeGreaterThan(500)
  expect((await printed).equals(await render(row))).toBe(true)
})

test('more documents than can be printed in time are refused at once, and the others are printed', async () => {
  await using printer = openPrinter({ mostWaiting: 5 })
  const outcomes = await Promise.allSettled(
    Array.from({ length: 15 }, (_, number) => printer.print(documentOf(1, number))),
  )
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  expect(refused).toHaveLength(9)
  expect(refused.every((error) => overloaded.matches(error))).toBe(true)
})

test('a document that many ask for at once, or once more, is printed once', async () => {
  await using printer = openPrinter({ mostWaiting: 0 })
  const row = documentOf(1)
  const all = await Promise.all(Array.from({ length: 15 }, () => printer.print({ ...row })))
  expect(new Set([...all, await printer.print({ ...row })]).size).toBe(1)
})

test('a document that cannot be printed spoils nothing for the next one', async () => {
  await using printer = openPrinter()
  const broken = { ...documentOf(1), content: {} }
  const outcomes = await Promise.allSettled([broken, documentOf(1, 43), broken].map((row) => printer.print(row)))
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected'])
  expect(outcomes[0]).toMatchObject({ reason: { cause: expect.any(TypeError) } })
})

test('whoever waits for a document hears that the printer has gone', async () => {
  const printer = openPrinter()
  const printed = printer.print(documentOf(100)).catch((error: unknown) => error)
  await setImmediate()
  await printer[Symbol.asyncDispose]()
  expect(await printed).toBeInstanceOf(Error)
})
