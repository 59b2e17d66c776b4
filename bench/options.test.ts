import { expect, test } from 'vitest'
import { UsageError } from './flags.ts'
import { readOptions } from './options.ts'

const scenarios = new Map([
  ['checkout', {}],
  ['read', {}],
  ['storm', { durationS: 60, connections: 8, takes: ['duration', 'movements', 'actor', 'from'] as const }],
])
const read = (...args: string[]) => readOptions(args, scenarios)

test('a scenario alone runs closed loop with the defaults', () => {
  expect(read('checkout')).toEqual({
    scenario: 'checkout',
    connections: 32,
    durationS: 10,
    warmupS: 3,
    movements: 1_000_000,
    json: false,
  })
})

test('without a scenario it is the one to fall back to', () => {
  expect(readOptions(['--json'], scenarios, 'storm')).toMatchObject({ scenario: 'storm', durationS: 60, json: true })
})

test('a scenario may take longer than others, over fewer connections, if nobody says', () => {
  expect(read('storm')).toMatchObject({ durationS: 60, connections: 8 })
  expect(read('storm', '--duration', '5')).toMatchObject({ durationS: 5 })
})

test('every flag arrives as what it means', () => {
  const flags =
    '--connections 8 --duration 2.5 --warmup 0 --rate 100 --orders-stored 5000 --sku-count 2000 --instances orders=2 --json --profile'
  expect(read('read', ...flags.split(' '))).toEqual({
    scenario: 'read',
    connections: 8,
    durationS: 2.5,
    warmupS: 0,
    movements: 1_000_000,
    rate: 100,
    ordersStored: 5_000,
    skuCount: 2_000,
    instances: { orders: 2 },
    json: true,
    profile: true,
  })
  expect(read('read', '--url', 'http://127.0.0.1:8000', '--nats', 'nats://127.0.0.1:4222')).toMatchObject({
    url: 'http://127.0.0.1:8000',
    nats: 'nats://127.0.0.1:4222',
  })
  expect(read('storm', '--movements', '0', '--actor', 'orders')).toMatchObject({ movements: 0, actor: 'orders' })
  expect(read('storm', '--from', 'HEAD~1')).toMatchObject({ from: 'HEAD~1' })
  expect(read('read', '--rates', '50,100')).toMatchObject({ rates: [50, 100] })
})

test('processes are counted by a list, by the flag again, or both', () => {
  expect(read('read', '--instances', 'orders=2,payments=3', '--instances', 'users=1')).toMatchObject({
    instances: { orders: 2, payments: 3, users: 1 },
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
  [['checkout', '--rates', '50,'], '--rates takes a number from 0.1 to 100000, not ""'],
  [['checkout', '--rates', '50', '--rate', '50'], '--rates offers one rate after the other: leave --rate out'],
  [['checkout', '--sku-count', '10'], '--sku-count takes a number from 1000 to 10000000, not "10"'],
  [['checkout', '--orders-stored', '0'], '--orders-stored takes a number from 1'],
  [['checkout', '--instances', 'orders'], '--instances takes a name and a number, such as users=2, not "orders"'],
  [['checkout', '--instances', 'cashier=2'], '--instances takes one of users, products, '],
  [['checkout', '--instances', 'orders=2,orders=3'], '--instances names orders twice'],
  [['checkout', '--instances', 'orders=99'], '--instances takes a number from 1 to 16, not "99"'],
  [['storm', '--actor', 'cashier'], '--actor takes one of users, products, '],
  [
    ['storm', '--rate', '5'],
    '--rate means nothing to storm, which takes --duration, --movements, --actor, --from, --json',
  ],
  [['checkout', '--movements', '5'], '--movements means nothing to checkout'],
  [
    ['checkout', '--nats', 'nats://127.0.0.1:4222'],
    '--nats is the broker of a stack that runs already: it takes --url',
  ],
  [
    ['checkout', '--url', 'http://127.0.0.1:8000', '--instances', 'orders=2'],
    '--instances is about a stack of our own: it does not go with --url',
  ],
  [['checkout', '--url', 'localhost'], '--url takes a URL that begins with http:// or https://, not "localhost"'],
  [
    ['checkout', '--url', 'http://127.0.0.1', '--nats', 'http://127.0.0.1'],
    '--nats takes a URL that begins with nats:// or tls://',
  ],
])('%j is refused with what is wrong', (args, message) => {
  expect(() => read(...args)).toThrow(UsageError)
  expect(() => read(...args)).toThrow(message)
})
