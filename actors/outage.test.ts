import { setTimeout as sleep } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import postgres from 'postgres'
import { expect, inject, test } from 'vitest'
import { connectDb } from '#db/client.ts'
import { inbox, outbox, parkingLot, streamPositions } from '#db/messages.ts'
import { clear, suspect } from '#db/parking.ts'
import { prune } from '#db/retention.ts'
import { newId } from '#subjects/id.ts'
import { notificationSend } from '#subjects/notifications.ts'
import { userRegistered } from '#subjects/users.ts'
import { actor } from './actor.ts'
import { listener } from './test-listener.ts'
import { startWorld, type World } from './world.ts'

const idle = actor({ name: 'users', contracts: {}, handlers: {} })

/** Puts events into the outbox of users, as if they had been emitted there. */
async function emitted(world: World, count: number): Promise<void> {
  await world.db('users').execute(sql`
    insert into ${outbox} (id, subject, stream, aggregate_id, aggregate_version, headers, body)
    select 'evt_' || lpad(n::text, 8, '0'), 'user.registered', 'users', 'usr_' || n, 1,
      '{"Caller":"system users users","Correlation-Id":"req_test"}', jsonb_build_object('userId', 'usr_' || lpad(n::text, 26, '0'))
    from generate_series(1, ${count}::int) as n`)
}

const published = (world: World) => world.db('users').$count(outbox, sql`published_at is not null`)

test('a database that is away for longer than an event has tries loses none', async () => {
  const { heard, effects } = listener()
  await using world = await startWorld([idle, heard], { retryDelaysMs: [20] })
  const admin = postgres(inject('postgresUrl'), { max: 1 })
  const database = new URL(world.databaseUrl('notifications')).pathname.slice(1)
  await admin.unsafe(`alter database "${database}" allow_connections false`)
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${database}`
  await emitted(world, 5)
  await sleep(4_000)
  expect(effects).toEqual([])

  await admin.unsafe(`alter database "${database}" allow_connections true`)
  await admin.end()
  await expect.poll(() => effects.length, { timeout: 20_000 }).toBe(5)
  expect(await world.db('notifications').$count(parkingLot)).toBe(0)
  world.bugs.length = 0
})

test('a stream that lost its end is filled again, by one relay of several, with everything', async () => {
  const { heard, effects } = listener()
  await using world = await startWorld([idle, heard])
  await world.start(idle)
  await world.start(idle)
  await emitted(world, 3_000)
  await expect.poll(() => published(world), { timeout: 20_000 }).toBe(3_000)
  await world.settle()
  // As after a tail loss: the stream ends before the place that was noted. Every relay looks after a reconnect.
  await world.db('users').update(streamPositions).set({ lastSeq: 1_000_000 }).where(eq(streamPositions.stream, 'users'))
  await world.restartNats({ wipe: false })
  await expect
    .poll(async () => (await world.bus.provisioner.streamState('users').catch(() => undefined))?.lastSeq, {
      timeout: 25_000,
    })
    .toBe(3_000)
  await expect.poll(() => published(world), { timeout: 20_000 }).toBe(3_000)
  await world.settle()
  expect(new Set(effects).size).toBe(effects.length)
  expect(effects).toHaveLength(3_000)
  world.bugs.length = 0
}, 90_000)

test('a broker that lost everything has every stream again, also those that only tools write to', async () => {
  const { heard } = listener()
  await using world = await startWorld([idle, heard])
  await world.restartNats({ wipe: true })
  await expect
    .poll(() => world.bus.provisioner.streamState(notificationSend.stream).catch(() => undefined), { timeout: 20_000 })
    .toBeDefined()
  world.bugs.length = 0
})

test('what a newer version says besides is passed over, not parked', async () => {
  const { heard, effects } = listener()
  await using world = await startWorld([idle, heard])
  const userId = newId('usr')
  await world.tell(userRegistered, { userId, plan: 'gold' })
  await world.settle()
  expect(effects).toEqual([userId])
  expect(await world.db('notifications').$count(parkingLot)).toBe(0)
})

test('an instance that is stopped while it is still subscribing stops', async () => {
  const { heard } = listener()
  await using world = await startWorld([idle, heard])
  for (const delayMs of [0, 1, 2, 5]) {
    const instance = await world.start(heard)
    await sleep(delayMs)
    await Promise.race([instance[Symbol.asyncDispose](), sleep(5_000).then(() => expect.unreachable('it hangs'))])
  }
})

test('what has served its time is forgotten, and what has not left yet is not', async () => {
  await using users = await startWorld([idle])
  await emitted(users, 12_000)
  await expect.poll(() => published(users), { timeout: 20_000 }).toBe(12_000)
  await using own = connectDb(users.databaseUrl('users'))
  await own.db.execute(sql`update ${outbox} set created_at = created_at - interval '9 days'`)
  await own.db.execute(
    sql`update ${outbox} set published_at = null, subject = 'user.unheard' where id = 'evt_00000001'`,
  )
  await own.db.execute(
    sql`insert into ${inbox} select 'x', n::text, clock_timestamp() - interval '17 days' from generate_series(1, 11000) n`,
  )
  await own.db.insert(inbox).values({ consumer: 'x', messageId: 'young' })
  await prune(own.db)
  expect(await own.db.select({ id: outbox.id }).from(outbox)).toEqual([{ id: 'evt_00000001' }])
  expect(await own.db.$count(inbox)).toBe(1)
  await own.db.execute(sql`update ${outbox} set published_at = clock_timestamp()`)
  users.bugs.length = 0
})

test('an event that kills its process is parked in the end, and its neighbours are not', async () => {
  const { heard, effects } = listener()
  await using world = await startWorld([idle, heard], { retryDelaysMs: [10] })
  await emitted(world, 1)
  await world.settle()
  const [good] = effects
  const event = {
    id: 'evt_00000001',
    durable: 'notifications_user-registered',
    subject: 'user.registered',
    stream: 'EVT_USERS',
    streamSeq: 1,
    deliveries: 9,
    headers: {},
    body: '{}',
  }
  const db = world.db('notifications')
  // Each process that notes it dies before it can take the note back.
  expect([
    await suspect(db, event),
    await suspect(db, event),
    await suspect(db, event),
    await suspect(db, event),
  ]).toEqual(['try', 'try', 'try', 'parked'])
  // One that survives does take it back.
  const other = { ...event, id: 'evt_other' }
  expect(await suspect(db, other)).toBe('try')
  await clear(db, other)
  await clear(db, event)
  expect(await db.select({ id: parkingLot.messageId, status: parkingLot.status }).from(parkingLot)).toEqual([
    { id: 'evt_00000001', status: 'parked' },
  ])
  expect(good).toBeDefined()
})

test('a batch that fails beside its handler stalls nothing: what comes after it is handled', async () => {
  await using world = await startWorld([idle])
  const subscription = { actor: 'notifications', subject: userRegistered }
  await world.bus.provisioner.ensureConsumers([subscription])
  const handled: string[] = []
  let failures = 0
  await using stack = new AsyncDisposableStack()
  const consumption = world.bus.consume({
    ...subscription,
    handle: async (events) => {
      if (events.some(({ id }) => id === 'evt_00000001') && failures === 0) throw new Error('unstomachable')
      handled.push(...events.map(({ id }) => id))
    },
    onBug: () => {
      if (failures++ === 0) throw new Error('the log is full')
    },
    recall: async () => undefined,
    park: async () => {},
    suspect: async () => 'try',
    clear: async () => {},
    isOutage: () => false,
    retryDelaysMs: [20],
  })
  stack.use(consumption)
  await emitted(world, 1)
  await expect.poll(() => failures, { timeout: 10_000 }).toBeGreaterThan(0)
  await world.db('users').execute(sql`
    insert into ${outbox} (id, subject, stream, aggregate_id, aggregate_version, headers, body)
    select 'evt_later', subject, stream, 'usr_later', 1, headers, body from ${outbox} where id = 'evt_00000001'`)
  await expect.poll(() => handled, { timeout: 10_000 }).toContain('evt_later')
})
