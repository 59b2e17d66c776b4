import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { systemCaller } from '#subjects/envelope.ts'
import { dropStream, ensureStream } from '#subjects/provisioner.ts'
import { startProvisioner } from '#subjects/start-provisioner.ts'
import { startTestBroker } from '../test-broker.ts'
import { contracted } from './identities.ts'

test('of two who have a lost stream dropped, the late one does not drop what was made since', async () => {
  await using stack = new AsyncDisposableStack()
  const broker = stack.use(await startTestBroker())
  const bus = stack.use(await broker.connect('provisioner'))
  let looks = 0
  // The second one to look is slow to act on what it saw.
  const streamState: typeof bus.provisioner.streamState = async (owner) => {
    const state = await bus.provisioner.streamState(owner)
    if ((looks += 1) === 2) await sleep(500)
    return state
  }
  const slow = { ...bus, provisioner: { ...bus.provisioner, streamState } }
  const onBug = (error: unknown) => expect.unreachable(String(error))
  stack.use(await startProvisioner({ bus: slow, ...contracted, onBug }))
  const { request } = stack.use(await broker.connect('tools')).as(systemCaller('tools'))
  const lost = await bus.provisioner.streamState('users')
  const owner = { owner: 'users' }
  const drop = () => request(dropStream, { ...owner, epoch: lost?.epoch ?? '' })

  const remade = drop().then(() => request(ensureStream, owner))
  await Promise.all([remade, drop()])

  const { epoch } = await remade
  expect(epoch).not.toBe(lost?.epoch)
  expect(await bus.provisioner.streamState('users')).toMatchObject({ epoch })
})
