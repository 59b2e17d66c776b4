import { expect, test } from 'vitest'
import { readArguments } from './arguments.ts'

test('what is run says how to have it again', () => {
  const given = readArguments(['--seed', '7', '--minutes', '0.5', '--cluster', '--points', '--only', 'F16,F21'])
  const again = 'npm run chaos -- --seed 7 --minutes 0.5 --cluster --points --only F16,F21'
  expect(given).toMatchObject({ what: 'chaos', seed: 7, minutes: 0.5, only: ['F16', 'F21'], hasPoints: true, again })
  const some = {
    minutes: 0,
    hasPoints: true,
    at: ['req.orders', 'sagas'],
    again: expect.stringContaining(`--at 'req.orders,sagas'`),
  }
  expect(readArguments(['--at', 'req.orders,sagas'])).toMatchObject(some)
  expect(readArguments([])).toMatchObject({ minutes: 1, json: false, again: expect.stringMatching(/--seed \d+ /) })
})

test.each([
  [['--seed', 'x'], /--seed takes/],
  [['--seed', ''], /--seed takes/],
  [['--minutes', '0'], /--minutes takes/],
  [['--minutes', '0.1', '--points'], /--minutes takes/],
  [['--only', 'nats'], /--only takes/],
  [['--url', 'here'], /--url takes/],
  [['--url', 'http://127.0.0.1:8000', '--cluster'], /leave --cluster/],
  [['--nats', 'nats://127.0.0.1:4222'], /goes with --url/],
  [['--what'], /Unknown option/],
])('%j is refused', (args, reason) => {
  expect(readArguments(args)).toMatch(reason)
})
