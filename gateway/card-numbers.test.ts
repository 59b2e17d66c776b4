import { expect, test } from 'vitest'
import { holdsCardNumber } from './card-numbers.ts'

test.each([
  '4242424242424242',
  '4242 4242 4242 4242',
  'my card is 5555-5555-5555-4444, thank you',
  'on 12 2027: 4242 4242 4242 4242 123',
  '4242.4242.4242.4242',
  '4242/4242/4242/4242',
  '4242_4242_4242_4242',
  '4242\t4242\t4242\t4242',
  '4242\u00a04242\u00a04242\u00a04242',
  '4242\u20134242\u20134242\u20134242',
  '\uff14\uff12'.repeat(8),
  '42 42 42 42 42 42 42 42',
  'id_7 4242 4242 4242 4242',
  '4242 4242 4242 4242 2x',
  '378282246310005',
  '6011111111111117',
  '30569309025904',
  '3566002020360505',
  '6200000000000005',
  4_242_424_242_424_242,
])('%s is a card number', (value) => {
  expect(holdsCardNumber(value)).toBe(true)
})

test.each([
  '4242424242424241',
  '00340434161094042557',
  '4006381333931',
  '4015096270578',
  '4006381333931,512\n4015096270578,36\n401509627057,5',
  'pm_1N4242424242424242',
  'pm_4242424242424242',
  '\u{10400}4242424242424242',
  '4242424242424242\u{10400}',
  '+49 30 901820 1234567',
  '1Z999AA10123456784',
  1_000_000_000_000_000,
  '2026-11-02T09:15:01.250Z',
])('%s is none', (value) => {
  expect(holdsCardNumber(value)).toBe(false)
})

test.each(['4 ', '1 ', '62 ', '1-x', `1${' '.repeat(11)}x`, '1_.', '11_.', '1-_ '])(
  'a long text of "%s" is looked through at once',
  (part) => {
    const text = part.repeat(760_000 / part.length)
    const at = performance.now()
    holdsCardNumber(text)
    expect(performance.now() - at).toBeLessThan(1_500)
  },
)
