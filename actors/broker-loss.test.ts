import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { startTestBroker } from '#compose/test-broker.ts'
import { inbox, outbox } from '#db/messages.ts'
import { emit } from '#db/outbox.ts'
import { newId } from '#subjects/id.ts'
import { request } from '#subjects/subject.ts'
import { userRegistered } from '#subjects/users.ts'
import { actor } from './actor.ts'
import { listener } from './test-listener.ts'
import { customer, startWorld } from './world.ts'

const contracts = {
  announce: request('users.test-announce', {
    summary: 'Emits',
    input: Type.Object({}),
    output: Type.String(),
    access: 'customer',
  }),
}
const speaker = actor({
  name: 'users',
  contracts,
  handlers: {
    announce: async (_input, { transaction }) => {
      const userId = newId('usr')
      await transaction((tx) => emit(tx, userRegistered, { id: userId, version: 1, data: { userId } }))
      return userId
    },
  },
})

test.each([
  ['is killed and keeps its disk', false],
  ['is killed and loses its disk', true],
])(
  'a broker that %s loses no event, and none takes effect twice',
  async (_what, wipe) => {
    const { heard, effects } = listener()
    await using world = await startWorld([speaker, heard])
    const ada = world.as(customer('usr_ada'))
    const announce = () => ada.request(contracts.announce, {})

    const before = await Promise.all(Array.from({ length: 30 }, announce))
    await world.settle()
    await world.restartNats({ wipe })
    const meanwhile = await Promise.all(Array.from({ length: 30 }, () => eventually(announce)))
    await expect
      .poll(() => new Set(effects).size, { timeout: 25_000 })
      .toBeGreaterThanOrEqual(before.length + meanwhile.length)
    // A wiped broker tells everything again; one that kept its disk redelivers only what it had lost the acknowledgement of.
    if (wipe) await world.settle()

    expect(new Set(effects).size).toBe(effects.length)
    await expect
      .poll(async () => (await world.db('users').$count(outbox)) - (await world.db('notifications').$count(inbox)), {
        timeout: 25_000,
      })
      .toBe(0)
    world.bugs.length = 0
  },
  60_000,
)

/** Asks until the connection is back; each failure asked for nothing, or for one event more than is counted. */
async function eventually<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (tries > 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

test('an actor that is stopped while the broker is away does not wait for it', async () => {
  await using stack = new AsyncDisposableStack()
  const broker = stack.use(await startTestBroker())
  const bus = stack.use(await broker.connect('notifications'))
  const unheard = async () => expect.unreachable('nothing was said')
  const consumption = bus.consume({
    actor: 'notifications',
    subject: userRegistered,
    handle: unheard,
    recall: unheard,
    park: unheard,
    suspect: unheard,
    clear: unheard,
    isOutage: () => true,
    onBug: () => {},
  })
  await broker[Symbol.asyncDispose]()
  await sleep(5_000)
  const startedAt = performance.now()
  await consumption[Symbol.asyncDispose]()
  expect(performance.now() - startedAt).toBeLessThan(4_000)
}, 30_000)
