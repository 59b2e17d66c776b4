import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findRunningStack, lockDirectory } from './lock.ts'
import { openSecrets } from './secrets.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tradewind-lock-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const servers = { nats: 'n', redis: 'r', postgres: 'p' }
const urls = {
  api: 'a',
  docs: 'd',
  metrics: 'm',
  actors: {},
  variables: {},
  ...servers,
  staff: { email: 'e', password: 'p' },
}

test('a second start in the same directory is told that one runs, and finds where', () => {
  {
    using lock = lockDirectory(dir)
    expect(() => lockDirectory(dir)).toThrow(`Tradewind already runs in ${dir} (process ${process.pid})`)
    expect(findRunningStack(dir)).toBeUndefined()
    lock.announce(urls)
    expect(findRunningStack(dir)).toEqual(urls)
  }
  expect(findRunningStack(dir)).toBeUndefined()
  lockDirectory(dir)[Symbol.dispose]()
})

test('a start that was killed does not keep the next one out', async () => {
  const source = `
    import { lockDirectory } from '#compose/local/lock.ts'
    lockDirectory(${JSON.stringify(dir)})
    console.log('locked')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { cwd: import.meta.dirname })
  await once(child.stdout, 'data')
  expect(() => lockDirectory(dir)).toThrow(`process ${child.pid}`)

  child.kill('SIGKILL')
  await once(child, 'exit')

  lockDirectory(dir)[Symbol.dispose]()
})

test('of two starts at once on what a killed one left, one runs', async () => {
  const dirs = await Promise.all(Array.from({ length: 200 }, (_, index) => leftover(`${index}`)))
  const begin = Date.now() + 1_000
  const source = `
    import { lockDirectory } from '#compose/local/lock.ts'
    const held = ${JSON.stringify(dirs)}.map((dir, index) => {
      while (Date.now() < ${begin} + 3 * index) {}
      try { return lockDirectory(dir) && 1 } catch (error) { return error.message.includes('already runs') ? 0 : error.stack }
    })
    process.stdout.write(JSON.stringify(held))
    process.stdin.resume()`
  const racers = [1, 2].map(() =>
    spawn(process.execPath, ['--input-type=module', '-e', source], { cwd: import.meta.dirname }),
  )
  const told = await Promise.all(racers.map((racer) => once(racer.stdout, 'data')))
  for (const racer of racers) racer.kill()

  const [one = [], two = []] = told.map(([held]) => JSON.parse(String(held)) as number[])
  expect(one.map((held, index) => held + (two[index] ?? 0))).toEqual(dirs.map(() => 1))
})

async function leftover(name: string): Promise<string> {
  const stale = join(dir, name)
  await mkdir(stale)
  await writeFile(join(stale, 'running.json'), JSON.stringify({ pid: 2 ** 30, born: '1' }))
  return stale
}

test('ending a stack leaves the file of another one alone', async () => {
  const file = join(dir, 'running.json')
  const lock = lockDirectory(dir)
  await writeFile(file, JSON.stringify({ pid: 1, born: '1' }))

  lock[Symbol.dispose]()

  expect(await readFile(file, 'utf8')).toContain('"pid":1')
})

test.runIf(process.platform === 'linux')(
  'another process that got the same number later is not taken for it',
  async () => {
    await writeFile(join(dir, 'running.json'), JSON.stringify({ pid: process.pid, born: '1', urls }))

    expect(findRunningStack(dir)).toBeUndefined()
    lockDirectory(dir)[Symbol.dispose]()
  },
)

test('secrets are the same at every start, differ by name and directory, and are ours alone to read', async () => {
  const secret = openSecrets(dir)

  expect(secret('postgres')).toBe(openSecrets(dir)('postgres'))
  expect(secret('postgres')).not.toBe(secret('key'))
  expect(secret('key').length).toBeGreaterThanOrEqual(32)
  expect(await readFile(join(dir, 'secrets.json'), 'utf8')).not.toContain(secret('key'))
  expect((await stat(join(dir, 'secrets.json'))).mode & 0o777).toBe(0o600)
})
