import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { tradewind } from '../test-command.ts'

const offered = async (variables: Readonly<Record<string, string>>, ...typed: string[]) => {
  const { code, stdout, stderr } = await tradewind(['complete', '--', ...typed], variables)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout.split('\n').flatMap((line) => (line.includes('\t') ? [line.split('\t')[0]] : []))
}

test.each([['zsh'], ['bash'], ['fish'], ['powershell']])('%s gets a script that asks the command', async (shell) => {
  const { code, stdout } = await tradewind(['complete', shell])
  expect(code).toBe(0)
  expect(stdout).toMatch(/tradewind complete \S?--/)
})

test('commands, options, subjects and actors complete', async () => {
  expect(await offered({}, 'st')).toEqual(['streams'])
  expect(await offered({}, 'subjects', '')).toEqual(expect.arrayContaining(['show', 'example', 'ping']))
  expect(await offered({}, 'request', '--')).toEqual(expect.arrayContaining(['--as', '--key', '--dry-run']))
  expect(await offered({}, 'request', '--role', 'st')).toEqual(['staff'])
  expect(await offered({}, 'request', 'orders.pl')).toEqual(['orders.place'])
  expect(await offered({}, 'request', 'payments.receive')).toEqual([])
  expect(await offered({}, 'publish', '')).toEqual(['notification.send'])
  expect(await offered({}, 'tail', 'order.cr')).toEqual(['order.created'])
  expect(await offered({}, 'streams', 'rebuild', 'o')).toEqual(['orders'])
  expect(await offered({}, 'actors', 'inv')).toEqual(['inventory'])
})

test('parked ids complete to nothing, and soon, while a database does not answer', async () => {
  expect(await offered({}, 'parked', 'replay', '')).toEqual([])
  await using silent = createServer((socket) => socket.resume())
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const startedAt = performance.now()
  const variables = { USERS_DATABASE_URL: `postgres://users:secret@127.0.0.1:${port}/users_db` }
  expect(await offered(variables, 'parked', 'replay', '')).toEqual([])
  // The database has five seconds to answer anybody else.
  expect(performance.now() - startedAt).toBeLessThan(5_000)
})

test('a shell that is not known is refused', async () => {
  expect(await tradewind(['complete', 'ksh'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('zsh, bash, fish, powershell'),
  })
})
