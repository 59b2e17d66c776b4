import { expect, test } from 'vitest'
import { type Lane, openLane, type Outcome } from './lane.ts'

/** Lets that many in, who ask at once. */
function ask(lane: Lane, count: number, priority: 'low' | 'normal' | 'high' = 'normal') {
  const places = Array.from({ length: count }, () => lane.enter(priority))
  for (const place of places) place.ask()
  return places
}

/** A moment in which `count` are let in, ask, and hear this. */
function moment(lane: Lane, count: number, outcome: Outcome) {
  for (const place of ask(lane, count)) place.answered(outcome)
  lane.adjust()
}

test('takes fewer while the actor loses more than it answers, some always, and more again when it answers', () => {
  const lane = openLane()
  const most = lane.limit()
  const places = ask(lane, most)
  for (const [index, place] of places.entries()) place.answered(index < 10 ? 'answered' : 'lost')
  lane.adjust()
  expect(lane.limit()).toBeLessThan(most)
  for (let times = 0; times < 100; times++) moment(lane, lane.limit(), 'lost')
  const fewest = lane.limit()
  expect(fewest).toBeGreaterThan(0)
  moment(lane, fewest, 'answered')
  expect(lane.limit()).toBeGreaterThan(fewest)
  for (let times = 0; times < 100; times++) moment(lane, lane.limit(), 'answered')
  expect(lane.limit()).toBe(most)
})

test('says nothing of what can be done while it is half empty', () => {
  const lane = openLane()
  const most = lane.limit()
  for (let times = 0; times < 100; times++) moment(lane, 3, 'lost')
  expect(lane.limit()).toBe(most)
})

test('sends nobody after those who were refused a moment ago, except what is worth more', () => {
  const lane = openLane()
  for (const place of ask(lane, lane.limit(), 'normal')) place.answered('lost')
  expect([lane.hasRoom('low'), lane.hasRoom('normal'), lane.hasRoom('high')]).toEqual([false, false, true])
  for (const place of ask(lane, lane.limit(), 'high')) place.answered('lost')
  expect([lane.hasRoom('high'), lane.hasRoom('vital')]).toEqual([false, true])
  expect(lane.taken()).toBe(0)
  lane.adjust()
  expect([lane.hasRoom('low'), lane.hasRoom('normal'), lane.hasRoom('high')]).toEqual([true, true, true])
})

test('keeps no place for whoever takes long to ask, and lets them in late only where there is room', () => {
  const lane = openLane()
  const slow = Array.from({ length: lane.limit() }, () => lane.enter('normal'))
  expect(lane.hasRoom('vital')).toBe(false)
  lane.adjust()
  lane.adjust()
  expect(lane.taken()).toBe(0)
  expect(lane.hasRoom('low')).toBe(true)
  const quick = Array.from({ length: lane.limit() - 1 }, () => lane.enter('normal'))
  for (const place of quick) expect(place.ask()).toBe(true)
  expect(slow.map((place) => place.ask()).filter(Boolean)).toHaveLength(1)
  expect(lane.taken()).toBe(lane.limit())
})

test('counts nobody twice, and forgets who left without asking', () => {
  const lane = openLane()
  const place = lane.enter('normal')
  place.leave()
  place.leave()
  expect(lane.taken()).toBe(0)
  const other = lane.enter('normal')
  other.ask()
  other.leave()
  expect(lane.taken()).toBe(1)
  other.answered('answered')
  expect(lane.taken()).toBe(0)
})
