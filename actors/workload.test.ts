import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { Type } from 'typebox'
import { expect, test, vi } from 'vitest'
import { overloaded, Problem } from '#subjects/problem.ts'
import type { Priority } from '#subjects/priority.ts'
import { request } from '#subjects/subject.ts'
import { actor } from './actor.ts'
import { type Member, openWorkload } from './workload.ts'
import { customer, startWorld } from './world.ts'

/** Lets in as many as have room. */
function fill(member: Member, priority: Priority) {
  const leave: (() => void)[] = []
  for (let next = member.enter(priority); next; next = member.enter(priority)) leave.push(next)
  return { count: leave.length, end: () => leave.forEach((each) => each()) }
}

test('when one queue gets old, all actors of the process take less, and the least important gives way first', async () => {
  using workload = openWorkload()
  let waitMs = 150
  using busy = workload.join(() => sleep(waitMs))
  using quick = workload.join(() => sleep(0))
  const before = fill(quick, 'low')
  before.end()
  // Work that goes on being answered while it waits.
  const working = setInterval(() => {
    const leave = busy.enter('vital')
    void sleep(20).then(() => leave?.())
  }, 5)
  await vi.waitFor(
    () => {
      const [low, normal, high] = (['low', 'normal', 'high'] as const).map((priority) => {
        const { count, end } = fill(quick, priority)
        end()
        return count
      })
      expect(high).toBeLessThan(before.count / 2)
      expect(normal).toBeLessThan(high ?? 0)
      expect(low).toBeLessThan(normal ?? 0)
    },
    { timeout: 20_000, interval: 500 },
  )
  waitMs = 0
  await vi.waitFor(
    () => {
      const { count, end } = fill(quick, 'low')
      end()
      expect(count).toBeGreaterThan(before.count / 2)
    },
    { timeout: 20_000, interval: 100 },
  )
  clearInterval(working)
})

test('an actor that answers nothing takes nothing from the others', async () => {
  using workload = openWorkload()
  using stalled = workload.join(() => new Promise(() => {}))
  using quick = workload.join(() => sleep(0))
  for (let times = 0; times < 20; times++) stalled.enter('normal')
  await sleep(1_500)
  expect(fill(quick, 'normal').count).toBeGreaterThan(50)
})

const Nothing = Type.Object({}, { additionalProperties: false })
const contracts = {
  work: request('users.test-work', {
    summary: 'Takes a while',
    input: Nothing,
    output: Type.Null(),
    access: 'customer',
  }),
}
const slow = actor({
  name: 'users',
  contracts,
  handlers: { work: (_input, { db }) => db.execute(sql`select pg_sleep(0.05)`).then(() => null) },
})

test('of five times what a database can do, what is taken is done in time, and the rest refused and not left waiting', async () => {
  using workload = openWorkload()
  await using world = await startWorld([slow], { workload })
  const asker = world.as(customer('usr_00000000000000000000000ada'))
  const outcomes: string[] = []
  const asks: Promise<unknown>[] = []
  // Ten connections do two hundred a second.
  for (let times = 0; times < 200; times++) {
    const asked = Promise.all(
      Array.from({ length: 20 }, () =>
        asker.request(contracts.work, {}).then(
          () => outcomes.push('done'),
          (error: unknown) => outcomes.push(error instanceof Problem ? error.body.code : String(error)),
        ),
      ),
    )
    asks.push(asked)
    await sleep(20)
  }
  await Promise.all(asks)
  expect(new Set(outcomes)).toEqual(new Set(['done', overloaded.code]))
  expect(outcomes.filter((outcome) => outcome === 'done').length).toBeGreaterThan(300)
})
