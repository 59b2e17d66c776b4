import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { returnedEntries } from '../fulfilment/returned-share.ts'
import type { OrderLine } from '../order.ts'
import { taxed } from '../pricing/tax.ts'

const sold = fc.record({
  unitPrice: fc.integer({ min: 1, max: 1_000_000 }),
  quantity: fc.integer({ min: 1, max: 20 }),
  percentOff: fc.integer({ min: 0, max: 100 }),
  ratePpm: fc.constantFrom(0, 70_000, 190_000),
  isIncluded: fc.boolean(),
})

test('pieces that come back one by one are credited at their price less their part of the discount', () => {
  fc.assert(
    fc.property(sold, ({ unitPrice, quantity, percentOff, ratePpm, isIncluded }) => {
      const eur = (amount: number) => ({ amount, currency: 'EUR' })
      const discount = Math.floor((unitPrice * quantity * percentOff) / 100)
      const { total, tax } = taxed(unitPrice * quantity - discount, ratePpm, isIncluded)
      const line = { sku: 'MUG', name: 'Mug', title: 'Navy', quantity, taxRatePpm: ratePpm }
      const amounts = { unitPrice: eur(unitPrice), discount: eur(discount), tax: eur(tax), total: eur(total) }
      for (let returned = 0; returned < quantity; returned += 1) {
        const lines = [{ ...line, ...amounts, shipped: quantity, returned } as OrderLine]
        const [entry] = returnedEntries(lines, [{ sku: 'MUG', quantity: 1 }])
        const { total = 0, tax = 0, discount: off = 0 } = entry ?? {}
        expect(off).toBeGreaterThanOrEqual(0)
        // Without the tax it is the difference of two amounts that were rounded.
        if (isIncluded) expect(unitPrice - off).toBe(total)
        else expect(Math.abs(unitPrice - off - (total - tax))).toBeLessThanOrEqual(1)
      }
    }),
  )
})
