import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { untouched } from './authorize-payment.ts'
import { converge, isOurs, operationFor, type PaymentRow } from './converge.ts'
import type { Intent, IntentState } from './provider-port.ts'

const at = new Date('2026-01-01T00:00:00Z')
const row: PaymentRow = {
  ...untouched,
  id: 'pay_1',
  orderId: 'ord_1',
  customerId: 'usr_1',
  amount: 500,
  currency: 'EUR',
  paymentMethod: 'pm_card_visa',
  leaseOwner: null,
  nextAt: null,
  createdAt: at,
  updatedAt: at,
}
const refusal = { code: 'card_declined', declineCode: 'generic_decline', message: 'No.' }

const intent = (state: IntentState, rest: Partial<Intent> = {}): Intent => ({
  id: 'pi_1',
  attempt: 1,
  state,
  amount: 500,
  currency: 'EUR',
  received: state === 'taken' ? 500 : 0,
  multicapture: false,
  refunded: 0,
  renewAt: null,
  clientSecret: 's',
  refusal: null,
  ...rest,
})

/** What the provider shows of one payment in the course of its life. */
const lives: readonly (readonly Intent[])[] = [
  [intent('requires_action'), intent('processing'), intent('held'), intent('taken')],
  [intent('held'), intent('taken'), intent('taken', { refunded: 200 }), intent('taken', { refunded: 500 })],
  [
    intent('held', { multicapture: true }),
    intent('held', { multicapture: true, received: 200 }),
    intent('held', { multicapture: true, received: 200, refunded: 100 }),
    intent('taken', { multicapture: true, received: 400, refunded: 100 }),
  ],
  [intent('requires_action'), intent('failed', { refusal }), intent('released', { refusal })],
  [intent('requires_action'), intent('held'), intent('released')],
  [intent('new'), intent('failed', { refusal })],
  [intent('requires_action'), intent('released')],
]

const through = (start: PaymentRow, sights: readonly Intent[]) =>
  sights.reduce((payment, seen) => ({ ...payment, ...converge(payment, seen)?.set }), start)

test.each(['authorized', 'nothing'] as const)(
  'a payment that should come to %s ends the same in whatever order and however often it is seen',
  (wanted) => {
    const start = { ...row, wanted }
    fc.assert(
      fc.property(fc.constantFrom(...lives), fc.infiniteStream(fc.nat()), fc.nat(3), (life, numbers, repeats) => {
        const sights = [...life, ...life.slice(0, repeats)]
        const keyed = sights.map((seen) => ({ seen, key: Number(numbers.next().value) }))
        const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ seen }) => seen)
        expect(through(start, shuffled)).toEqual(through(start, life))
      }),
      { numRuns: 2_000 },
    )
  },
)

test('what was reached is never lost again', () => {
  for (const life of lives) {
    const end = through(row, life)
    for (const seen of life) expect(converge(end, seen)).toBeNull()
  }
})

test('what nobody waits for any more is let go, and not announced', () => {
  const unwanted = { ...row, wanted: 'nothing' as const }
  const change = converge(unwanted, intent('held'))
  expect(change?.told).toEqual([])
  expect(operationFor({ ...unwanted, ...change?.set })).toBe('cancel')
  expect(operationFor({ ...unwanted, ...converge(unwanted, intent('taken'))?.set })).toBe('refund')
})

test('that a bank lets go of what it still held is told once, after what was taken, and not of what is to be let go', () => {
  const start = { ...row, ...converge(row, intent('held', { received: 200 }))?.set }
  const end = intent('taken', { received: 300 })
  expect(converge(start, intent('taken', { received: 200 }))?.told).toEqual(['lapsed'])
  expect(converge(start, end)?.told).toEqual(['captured', 'lapsed'])
  expect(converge({ ...start, ...converge(start, end)?.set }, { ...end, refunded: 100 })?.told).toEqual([])
  expect(converge({ ...start, wanted: 'nothing' }, intent('taken', { received: 200 }))?.told).toEqual([])
})

test('a payment of another sum, currency or name is not ours', () => {
  expect(isOurs(row, intent('held'))).toBe(true)
  expect(isOurs(row, intent('held', { amount: 501 }))).toBe(false)
  expect(isOurs(row, intent('held', { currency: 'USD' }))).toBe(false)
  expect(isOurs({ ...row, intentId: 'pi_0' }, intent('held'))).toBe(false)
})
