import { expect, test } from 'vitest'
import { readOptions, UsageError } from './options.ts'

const scenarios = new Map([
  ['checkout', {}],
  ['read', {}],
  ['storm', { durationS: 60 }],
])
const read = (...args: string[]) => readOptions(args, scenarios)

test('a scenario alone runs closed loop with the defaults', () => {
  expect(read('checkout')).toEqual({
    scenario: 'checkout',
    connections: 32,
    durationS: 10,
    warmupS: 3,
    ordersStored: 1_000_000,
    skus: 100_000,
    movements: 1_000_000,
    json: false,
  })
})

test('a scenario may take longer than others, if nobody says', () => {
  expect(read('storm')).toMatchObject({ durationS: 60 })
  expect(read('storm', '--duration', '5')).toMatchObject({ durationS: 5 })
})

test('every flag arrives as what it means', () => {
  const flags =
    '--connections 8 --duration 2.5 --warmup 0 --rate 100 --orders-stored 5000 --skus 2000 --movements 0 --json --url http://127.0.0.1:8000 --nats nats://127.0.0.1:4222'
  expect(read('read', ...flags.split(' '))).toEqual({
    scenario: 'read',
    connections: 8,
    durationS: 2.5,
    warmupS: 0,
    rate: 100,
    ordersStored: 5_000,
    skus: 2_000,
    movements: 0,
    json: true,
    url: 'http://127.0.0.1:8000',
    nats: 'nats://127.0.0.1:4222',
  })
})

test('help is help, whatever stands beside it', () => {
  expect(read('--help')).toBe('help')
  expect(read('nonsense', '-h')).toBe('help')
})

test.each([
  [[], 'name one scenario: checkout, read, storm'],
  [['checkout', 'read'], 'name one scenario'],
  [['checkot'], 'there is no scenario "checkot"; there are checkout, read, storm'],
  [['checkout', '--speed'], '--speed'],
  [['checkout', '--connections', '0'], '--connections takes a number from 1 to 1000, not "0"'],
  [['checkout', '--connections', '2.5'], '--connections takes a whole number, not "2.5"'],
  [['checkout', '--duration', ''], '--duration takes a number'],
  [['checkout', '--duration', 'ten'], '--duration takes a number'],
  [['checkout', '--rate', '-5'], 'rate'],
  [['checkout', '--rate', '1e9'], '--rate takes a number from 0.1 to 100000'],
  [['checkout', '--json=yes'], '--json'],
  [['checkout', '--url', 'localhost'], '--url takes a URL that begins with http:// or https://, not "localhost"'],
  [['checkout', '--nats', 'http://127.0.0.1'], '--nats takes a URL that begins with nats:// or tls://'],
])('%j is refused with what is wrong', (args, message) => {
  expect(() => read(...args)).toThrow(UsageError)
  expect(() => read(...args)).toThrow(message)
})
