import { expect, test } from 'vitest'
import { limitIn, type Seen, sharesOf } from './limits.ts'

const seen: Seen = {
  cores: { orders: 0.4, postgres: 0.6, bench: 0.25, others: 0.05 },
  machineCores: 8,
  commits: { perS: 500, bare: 5_000 },
  events: { perS: 300, bare: 20_000 },
}
const limit = (other: Partial<Seen>) => limitIn(sharesOf({ ...seen, ...other }))

test('a machine whose cores are all busy is the limit, whoever keeps them busy', () => {
  expect(limit({ machineCores: 1.3 })).toBe('1.30 of 1.3 cores busy (100 %)')
  expect(limit({ machineCores: 2, cores: { orders: 0.5, others: 1.5 } })).toBe(
    '2.00 of 2 cores busy, 1.50 of them with something else (100 %)',
  )
})

test('a process that fills its one core is the limit while the machine has others; a server is not', () => {
  expect(limit({ cores: { ...seen.cores, orders: 0.97 } })).toBe(
    'orders, 0.97 of the one core that a process has (97 %)',
  )
  expect(limit({ cores: { ...seen.cores, postgres: 2.5 } })).toContain('nothing that was measured is near its ceiling')
})

test('commits and events are held against what the machine does of them alone', () => {
  expect(limit({ commits: { perS: 4_600, bare: 5_000 } })).toBe('4600 of 5000 commits/s of Postgres (92 %)')
  expect(limit({ events: { perS: 19_000, bare: 20_000 } })).toBe('19000 of 20000 events/s of JetStream (95 %)')
})

test('where nothing is near its ceiling, that is said, with what is nearest', () => {
  expect(limit({})).toBe(
    'nothing that was measured is near its ceiling; the nearest is orders, 0.40 of the one core that a process has (40 %): orders wait for each other or for answers',
  )
})
