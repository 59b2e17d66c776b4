import { chmod, mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findServers } from './binaries.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tradewind-binaries-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

test('the PATH wins over what was downloaded', async () => {
  const [first, second] = [await program('first', 'redis-server'), await program('second', 'redis-server')]
  const downloaded = await program('servers/redis-server/bin', 'redis-server')
  const dir = join(root, 'servers')

  const path = [join(root, 'none'), join(root, 'first'), join(root, 'second')].join(delimiter)
  expect(await findServers(['redis-server'], { platform: 'linux', path, dir })).toEqual([first])
  await chmod(first, 0o644)
  expect(await findServers(['redis-server'], { platform: 'linux', path, dir })).toEqual([second])
  expect(await findServers(['redis-server'], { platform: 'linux', path: '', dir })).toEqual([downloaded])
})

test.each([
  ['darwin', 'brew install nats-server redis'],
  ['freebsd', 'docker run -d -p 4222:4222 nats:2 -js && docker run -d -p 6379:6379 redis:8'],
  ['linux', 'NATS_URL=nats://127.0.0.1:4222 REDIS_URL=redis://127.0.0.1:6379 npm start'],
])('on %s without apt the error is the command to run', async (platform, command) => {
  const search = findServers(['nats-server', 'redis-server'], { platform, path: '', dir: root })

  await expect(search).rejects.toThrow('nats-server and redis-server not found.')
  await expect(search).rejects.toThrow(command)
})

test('a download that fails says why, leaves nothing and names the command to run', async () => {
  await program('bin', 'dpkg')
  await program('bin', 'apt-get', 'echo E: the mirror is down >&2; exit 100')
  const path = process.env['PATH']
  process.env['PATH'] = [join(root, 'bin'), path].join(delimiter)
  try {
    const search = findServers(['nats-server'], {
      platform: 'linux',
      path: join(root, 'bin'),
      dir: join(root, 'servers'),
    })

    await expect(search).rejects.toThrow('E: the mirror is down\nInstall with:\n  sudo apt-get install nats-server')
  } finally {
    process.env['PATH'] = path
  }
})

async function program(folder: string, name: string, body = 'exit 0'): Promise<string> {
  const file = join(root, folder, name)
  await mkdir(join(root, folder), { recursive: true })
  await writeFile(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 })
  return file
}
