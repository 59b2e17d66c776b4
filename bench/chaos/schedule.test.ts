import { expect, test } from 'vitest'
import { faultsOfOne } from './faults.ts'
import { randomFrom } from './random.ts'
import { planned } from './schedule.ts'

const minutes = 20
const planOf = (seed: number) => planned(minutes * 60, faultsOfOne, randomFrom(seed))
const namesOf = (plan: ReturnType<typeof planOf>) =>
  plan.flat().map(({ fault, atS, untilS }) => `${atS} to ${untilS}: ${fault.what}`)

test('a seed is a plan, and another one another', () => {
  expect(namesOf(planOf(7))).toEqual(namesOf(planOf(7)))
  expect(namesOf(planOf(8))).not.toEqual(namesOf(planOf(7)))
})

test.each([1, 2, 3, 4, 5])(
  'every fault comes, nothing is struck twice at once, and each lasts as long as it must (seed %i)',
  (seed) => {
    const windows = planOf(seed)
    expect(windows).toHaveLength(minutes * 3)
    expect(new Set(windows.flat().map(({ fault }) => fault))).toEqual(new Set(faultsOfOne))
    for (const plan of windows)
      for (const [index, { fault, atS, untilS }] of plan.entries()) {
        expect(untilS).toBeLessThanOrEqual(20)
        expect(untilS - atS).toBeGreaterThanOrEqual(fault.lastsS[0] - 1e-9)
        const meanwhile = plan.slice(index + 1).filter((other) => other.atS < untilS)
        for (const other of meanwhile)
          expect(other.fault.strikes.some((one) => fault.strikes.includes(one))).toBe(false)
      }
  },
)
