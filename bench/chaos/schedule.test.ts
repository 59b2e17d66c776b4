import { expect, test } from 'vitest'
import { randomFrom } from './random.ts'
import { faults, planned } from './schedule.ts'

const planOf = (seed: number, seconds = 600) => planned(seconds, randomFrom(seed))
const namesOf = (plan: ReturnType<typeof planOf>) => plan.map(({ fault, atS }) => `${atS} ${fault.what}`)

test('a seed is a plan, and another one another', () => {
  expect(namesOf(planOf(7))).toEqual(namesOf(planOf(7)))
  expect(namesOf(planOf(8))).not.toEqual(namesOf(planOf(7)))
})

test.each([1, 2, 3, 4, 5])(
  'every fault comes, nothing is struck twice at once, and all is over in time (seed %i)',
  (seed) => {
    const plan = planOf(seed)
    expect(new Set(plan.map(({ fault }) => fault))).toEqual(new Set(faults))
    for (const [index, { fault, untilS }] of plan.entries()) {
      expect(untilS).toBeLessThanOrEqual(600)
      const meanwhile = plan.slice(index + 1).filter(({ atS }) => atS < untilS)
      expect(meanwhile.map((other) => other.fault.strikes)).not.toContain(fault.strikes)
    }
  },
)
