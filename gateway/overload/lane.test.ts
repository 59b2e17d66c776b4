import { expect, test } from 'vitest'
import { type Lane, openLane, type Outcome } from './lane.ts'

/** A moment in which `count` are let in, ask, and are answered. */
function moment(lane: Lane, count: number, outcome: Outcome) {
  const places = Array.from({ length: count }, () => lane.enter())
  for (const place of places) place.ask()
  for (const place of places) place.answered(outcome)
  lane.adjust()
}

test('takes fewer while even the quickest answer is late, some always, and more again when they are in time', () => {
  const lane = openLane()
  const most = lane.limit()
  moment(lane, most, 'late')
  expect(lane.limit()).toBeLessThan(most)
  for (let times = 0; times < 100; times++) moment(lane, lane.limit(), 'late')
  const fewest = lane.limit()
  expect(fewest).toBeGreaterThan(0)
  moment(lane, fewest, 'in time')
  expect(lane.limit()).toBeGreaterThan(fewest)
  for (let times = 0; times < 100; times++) moment(lane, lane.limit(), 'in time')
  expect(lane.limit()).toBe(most)
})

test('takes fewer when more answers are lost than come in time', () => {
  const lane = openLane()
  const most = lane.limit()
  const places = Array.from({ length: most }, () => lane.enter())
  for (const place of places) place.ask()
  for (const [index, place] of places.entries()) place.answered(index < 10 ? 'in time' : 'lost')
  lane.adjust()
  expect(lane.limit()).toBeLessThan(most)
})

test('does not take a slow operation for a queue while others are quick, nor a slow answer for one while it is half empty', () => {
  const lane = openLane()
  const most = lane.limit()
  const quick = lane.enter()
  quick.ask()
  quick.answered('in time')
  moment(lane, most - 1, 'late')
  expect(lane.limit()).toBe(most)
  for (let times = 0; times < 100; times++) moment(lane, 3, 'late')
  expect(lane.limit()).toBe(most)
})

test('keeps no place for whoever takes long to ask, and lets them in late only where there is room', () => {
  const lane = openLane()
  const slow = Array.from({ length: lane.limit() }, () => lane.enter())
  expect(lane.hasRoom('vital')).toBe(false)
  lane.adjust()
  lane.adjust()
  expect(lane.taken()).toBe(0)
  expect(lane.hasRoom('low')).toBe(true)
  const quick = Array.from({ length: lane.limit() - 1 }, () => lane.enter())
  for (const place of quick) expect(place.ask()).toBe(true)
  expect(slow.map((place) => place.ask()).filter(Boolean)).toHaveLength(1)
  expect(lane.taken()).toBe(lane.limit())
})

test('counts nobody twice, and forgets who left without asking', () => {
  const lane = openLane()
  const place = lane.enter()
  place.leave()
  place.leave()
  expect(lane.taken()).toBe(0)
  const other = lane.enter()
  other.ask()
  other.leave()
  expect(lane.taken()).toBe(1)
  other.answered('in time')
  expect(lane.taken()).toBe(0)
})

test('tells how long its queue takes at its pace of late', () => {
  const lane = openLane()
  for (let second = 0; second < 10; second++) {
    for (let quarter = 0; quarter < 4; quarter++) {
      for (let times = 0; times < 100; times++) lane.refused()
      moment(lane, 25, 'in time')
    }
  }
  expect(lane.secondsToClear()).toBeCloseTo(4, 0)
})
