import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, inject, test } from 'vitest'
import { replayEvent } from '#subjects/provisioner.ts'
import { startChild } from '../local/child.ts'
import { startNats } from '../local/nats.ts'
import { freePort } from '../local/ports.ts'
import { answersAs } from '../local/processes.ts'
import { natsConfig, type User } from './config.ts'
import { contracted, identities } from './identities.ts'
import { ensureSeed } from './keys.ts'
import { usersOf } from './users.ts'

test('a process ends when the broker takes a subject from it that it answers, to be started again', async () => {
  await using stack = new AsyncDisposableStack()
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-nats-'))
  stack.defer(() => rm(dir, { recursive: true, force: true }))
  const [keys, storeDir] = [join(dir, 'keys'), join(dir, 'nats')]
  const users = usersOf(identities, contracted, keys)
  const broker = stack.use(await startNats({ storeDir, users, binary: inject('natsServer') }))
  const [port, logFile] = [await freePort(), join(dir, 'provisioner.log')]
  const program = {
    name: 'provisioner',
    command: process.execPath,
    args: [resolve(import.meta.dirname, '../provisioner.ts')],
    env: {
      NATS_URL: broker.url,
      NATS_NKEY: ensureSeed(keys, 'provisioner'),
      METRICS_PORT: `${port}`,
      HOST: '127.0.0.1',
    },
    logFile,
  }
  const provisioner = stack.use(await startChild(program, (pid) => answersAs(pid, port)))

  const fewer = users.map((user) => without(user, replayEvent.name))
  const listening = { storeDir, port: Number(new URL(broker.url).port), host: '127.0.0.1' }
  await writeFile(`${storeDir}.conf`, natsConfig({ users: fewer, ...listening }))
  broker.kill('SIGHUP')

  expect(await provisioner.exited).toMatchObject({ code: 1 })
  const fatal = (await readFile(logFile, 'utf8')).split('\n').find((line) => line.includes('"level":"fatal"'))
  expect(fatal).toContain(replayEvent.name)
})

/** The same user, who may hear this no longer. */
const without = ({ permissions, ...user }: User, subject: string): User => ({
  ...user,
  ...(permissions && {
    permissions: { ...permissions, subscribe: permissions.subscribe.filter((heard) => heard !== subject) },
  }),
})
