import { expect, test } from 'vitest'
import { parkingLot } from '#db/messages.ts'
import { newId } from '#subjects/id.ts'
import { replayEvent } from '#subjects/provisioner.ts'
import { userRegistered } from '#subjects/users.ts'
import { actor, on } from './actor.ts'
import { startWorld, type World } from './world.ts'

const heard: string[] = []
const listener = actor({
  name: 'notifications',
  contracts: {},
  handlers: {},
  reactions: [
    on(userRegistered, async ({ data, envelope }) => void heard.push(`${data.userId} ${envelope.caller.id}`)),
  ],
})

const durable = 'notifications_user-registered'
const headersOf = (caller: string) => ({ Caller: `system ${caller} users`, 'Correlation-Id': newId('run') })

/** What somebody with the rights of tools may have published in the provisioner's name. */
async function replay(world: World, id: string, { userId, caller }: { userId: string; caller: string }) {
  const about = { source: 'users', time: '', aggregateId: userId, aggregateVersion: 1 }
  const said = { headers: headersOf(caller), body: JSON.stringify({ userId }) }
  await world.tools.request(replayEvent, { durable, subject: userRegistered.name, id, ...about, ...said })
  await world.settle()
}

async function park(world: World, id: string, status: 'parked' | 'discarded', body: object) {
  const place = { durable, subject: userRegistered.name, stream: 'EVT_USERS', streamSeq: 1, deliveries: 8 }
  const row = { messageId: id, ...place, headers: headersOf('users'), body: JSON.stringify(body), error: '', status }
  await world.db('notifications').insert(parkingLot).values(row)
}

test('a replay of what was never parked, or is discarded, takes no effect', async () => {
  heard.length = 0
  await using world = await startWorld([listener])
  const discarded = newId('evt')
  await park(world, discarded, 'discarded', { userId: newId('usr') })
  for (const id of [newId('evt'), discarded]) await replay(world, id, { userId: newId('usr'), caller: 'mallory' })
  expect(heard).toEqual([])
})

test('a replay says what was parked, whatever it was told to say', async () => {
  heard.length = 0
  await using world = await startWorld([listener])
  const [good, bad, userId] = [newId('evt'), newId('evt'), newId('usr')]
  await park(world, good, 'parked', { userId })
  await park(world, bad, 'parked', { nobody: 'knows this field' })
  for (const id of [good, bad]) await replay(world, id, { userId: newId('usr'), caller: 'mallory' })
  expect(heard).toEqual([`${userId} users`])
  const rows = await world.db('notifications').select().from(parkingLot)
  expect(rows.find(({ messageId }) => messageId === bad)).toMatchObject({
    status: 'parked',
    body: '{"nobody":"knows this field"}',
    error: expect.stringContaining('does not match'),
  })
})
