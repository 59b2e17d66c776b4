import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { sagas } from '#db/messages.ts'
import type { Envelope } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { notFound, problem, unavailable } from '#subjects/problem.ts'
import { actor, type Context, every } from './actor.ts'
import { type Saga, type SagaRunner, sagaRunner, Wait } from './saga.ts'
import { signalSagas } from './saga-store.ts'
import { startWorld, type World } from './world.ts'

type Trip = { readonly id: string; readonly ticket?: string }

const refused = problem('refused', 409, 'No')
const envelope: Envelope = { caller: { id: 'usr_test', role: 'customer', via: 'edge' }, correlationId: 'req_test' }

/** A saga that keeps a diary instead of asking others; `mishap` may throw or wait at any point of it. */
function tripSaga(mishap: (moment: string) => void | Wait<Trip> = () => {}) {
  const diary: string[] = []
  const note = (moment: string) => {
    diary.push(moment)
    return mishap(moment) ?? null
  }
  const saga: Saga<Trip> = {
    name: 'trip',
    giveUpAfterMs: 60_000,
    steps: [
      { name: 'pack', run: async () => note('pack') ?? { ticket: 'T1' }, undo: async () => note('unpack') },
      { name: 'book', run: async () => note('book'), undo: async () => note('cancel') },
      { name: 'leave', pivot: true, write: async (_tx, works) => works.forEach(() => note('leave')) },
      { name: 'arrive', run: async ({ ticket }) => note(`arrive with ${ticket}`) },
    ],
    waits: async (_tx, works) => works.forEach(() => note('wait')),
    failed: async (_tx, works) => works.forEach(({ problem: { code } }) => note(`stayed: ${code}`)),
  }
  return { saga, diary }
}

type TripTools = { readonly trips: SagaRunner<Trip> }

/** Hosts a saga in an actor of its own. The returned function begins one and takes it as far as it goes. */
async function host(saga: Saga<Trip>, world?: World) {
  const runner = sagaRunner(saga)
  const { promise: context, resolve } = Promise.withResolvers<Context>()
  const host = actor({
    name: 'orders',
    contracts: {},
    tools: (): TripTools => ({ trips: runner }),
    handlers: {},
    timers: [every<TripTools>(60_000, 'lend the context', async (own) => resolve(own))],
  })
  const home = world ?? (await startWorld([host]))
  if (world) await world.start(host)
  const begin = (id = newId('ord')) =>
    home
      .db('orders')
      .transaction((tx) => runner.begin(tx, [{ id, data: { id }, envelope }]))
      .then(() => id)
  return { world: home, runner, begin, take: async (id: string) => runner.advance(id, await context) }
}

const rowOf = async (world: World, id: string) =>
  (await world.db('orders').select().from(sagas).where(eq(sagas.id, id)))[0]

test('a saga takes its steps in order and remembers what it learned', async () => {
  const { saga, diary } = tripSaga()
  const { begin, take, ...rest } = await host(saga)
  await using world = rest.world
  const id = await begin()
  expect(await take(id)).toBe('done')
  expect(diary).toEqual(['pack', 'book', 'leave', 'arrive with T1'])
  expect(await take(id)).toBe('done')
  expect(diary).toHaveLength(4)
  expect(await rowOf(world, id)).toMatchObject({ state: 'done', leaseOwner: null })
})

test.each([
  ['pack', ['pack', 'unpack', 'stayed: refused']],
  ['book', ['pack', 'book', 'cancel', 'unpack', 'stayed: refused']],
  ['leave', ['pack', 'book', 'leave', 'cancel', 'unpack', 'stayed: refused']],
])('a refusal at "%s", after it was performed, undoes everything from that step back', async (moment, expected) => {
  const { saga, diary } = tripSaga((now) => {
    if (now === moment) throw refused()
  })
  const { begin, take, ...rest } = await host(saga)
  await using world = rest.world
  const id = await begin()
  expect(await take(id)).toBe('undone')
  expect(diary).toEqual(expected)
  expect(await rowOf(world, id)).toMatchObject({ state: 'undone', problem: { code: 'refused' } })
})

test('a fault outside is waited out, and the step is taken again', async () => {
  let faults = 2
  const { saga, diary } = tripSaga((now) => {
    if (now === 'book' && faults-- > 0) throw unavailable()
  })
  const { begin, take, ...rest } = await host(saga)
  await using world = rest.world
  const id = await begin()
  expect(await take(id)).toBe('running')
  expect(await rowOf(world, id)).toMatchObject({
    state: 'running',
    step: 'book',
    attempt: 1,
    leaseOwner: null,
    lastError: expect.stringContaining('Problem'),
  })
  await expect.poll(() => take(id), { timeout: 5_000 }).toBe('done')
  expect(diary.filter((moment) => moment === 'book')).toHaveLength(3)
})

test('after the pivot nothing is undone: a refusal there asks for a person', async () => {
  const { saga, diary } = tripSaga((now) => {
    if (now.startsWith('arrive')) throw notFound()
  })
  const { begin, take, ...rest } = await host(saga)
  await using world = rest.world
  const id = await begin()
  expect(await take(id)).toBe('needs_attention')
  expect(diary).not.toContain('unpack')
  expect(await rowOf(world, id)).toMatchObject({ state: 'needs_attention', step: 'arrive' })
  expect(world.bugs.splice(0)).toMatchObject([{ saga: id, step: 'arrive' }])
})

test('a saga that waits goes on when it is signalled, and not before', async () => {
  let paid = false
  const { saga, diary } = tripSaga((now) => (now === 'book' && !paid ? new Wait<Trip>(60_000, {}) : undefined))
  const { begin, take, ...rest } = await host(saga)
  await using world = rest.world
  const id = await begin()
  expect(await take(id)).toBe('waiting')
  expect(await take(id)).toBe('waiting')
  expect(diary).toEqual(['pack', 'book', 'wait'])
  paid = true
  expect(await world.db('orders').transaction((tx) => signalSagas(tx, [id], 'book'))).toBe(true)
  expect(await take(id)).toBe('done')
})

test('a signal that comes while the wait is being recorded is not lost', async () => {
  const noted: { signal?: () => Promise<unknown> } = {}
  let asked = 0
  const { saga } = tripSaga()
  const steps = saga.steps.map((step) =>
    step.name === 'book'
      ? { ...step, run: async () => (asked++ === 0 ? (await noted.signal?.(), new Wait<Trip>(60_000, {})) : null) }
      : step,
  )
  const { begin, take, ...rest } = await host({ ...saga, steps })
  await using world = rest.world
  const id = await begin()
  noted.signal = () => world.db('orders').transaction((tx) => signalSagas(tx, [id], 'book'))
  expect(await take(id)).toBe('waiting')
  expect(await take(id)).toBe('done')
  expect(asked).toBe(2)
})

test('a saga whose holder died is taken up by another instance where it stopped', async () => {
  const first = tripSaga((now) => {
    if (now === 'book') throw new Error('the process dies here')
  })
  const { begin, take, ...rest } = await host(first.saga)
  await using world = rest.world
  const id = await begin()
  await take(id)
  const dead = {
    leaseOwner: 'own_dead',
    leaseUntil: sql`clock_timestamp() + interval '1 hour'`,
    nextAt: sql`clock_timestamp()`,
  }
  await world.db('orders').update(sagas).set(dead).where(eq(sagas.id, id))

  const second = tripSaga()
  const other = await host(second.saga, world)
  expect(await other.take(id)).toBe('running')
  expect(second.diary).toEqual([])
  await world
    .db('orders')
    .update(sagas)
    .set({ leaseUntil: sql`clock_timestamp() - interval '1 second'` })
    .where(eq(sagas.id, id))
  expect(await other.take(id)).toBe('done')
  expect(second.diary).toEqual(['book', 'leave', 'arrive with T1'])
})

test('two instances that go for the same saga at once take each step once', async () => {
  const { saga, diary } = tripSaga()
  const { begin, take, ...rest } = await host(saga)
  await using world = rest.world
  const other = await host(saga, world)
  const ids = await Promise.all(Array.from({ length: 20 }, () => begin()))
  await world.db('orders').update(sagas).set({ leaseOwner: null, leaseUntil: null })
  await Promise.all(ids.flatMap((id) => [take(id), other.take(id)]))
  await expect.poll(() => world.db('orders').$count(sagas, eq(sagas.state, 'done'))).toBe(20)
  expect(diary.filter((moment) => moment === 'leave')).toHaveLength(20)
})

test('work that never gets through is undone once it is too old', async () => {
  const { saga, diary } = tripSaga((now) => {
    if (now === 'book') throw unavailable()
  })
  const { begin, take, ...rest } = await host(saga)
  await using world = rest.world
  const id = await begin()
  await world
    .db('orders')
    .update(sagas)
    .set({ createdAt: sql`clock_timestamp() - interval '2 minutes'` })
    .where(eq(sagas.id, id))
  expect(await take(id)).toBe('undone')
  expect(diary).toEqual(['pack', 'book', 'cancel', 'unpack', 'stayed: timed-out'])
})

test('a saga at a step of a newer version is left to it', async () => {
  const { saga, diary } = tripSaga()
  const { begin, take, ...rest } = await host(saga)
  await using world = rest.world
  const id = await begin()
  await world
    .db('orders')
    .update(sagas)
    .set({ step: 'fly', leaseOwner: null, leaseUntil: null })
    .where(eq(sagas.id, id))
  expect(await take(id)).toBe('running')
  expect(diary).toEqual([])
  expect(await rowOf(world, id)).toMatchObject({ state: 'running', step: 'fly' })
})

test('an undo that is refused asks for a person instead of being tried for ever', async () => {
  const { saga } = tripSaga((now) => {
    if (now === 'book' || now === 'unpack') throw refused()
  })
  const { begin, take, ...rest } = await host(saga)
  await using world = rest.world
  const id = await begin()
  expect(await take(id)).toBe('needs_attention')
  world.bugs.length = 0
})
