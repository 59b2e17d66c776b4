import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startChild } from './child.ts'
import { manage } from './managed.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tradewind-managed-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

test('a process that is killed on purpose is no crash and starts again', async () => {
  const crashes: Error[] = []
  const { started, managed } = manage(
    'sleeper',
    () => shell('exec sleep 60'),
    (error) => crashes.push(error),
  )
  await using sleeper = managed
  const { pid } = await started

  await sleeper.kill()
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  await sleeper.start()

  expect(sleeper.pid).not.toBe(pid)
  expect(process.kill(sleeper.pid, 0)).toBe(true)
  expect(crashes).toEqual([])
})

test('a process that ends by itself is a crash, told with its name, its exit code and the end of its log', async () => {
  const { promise, resolve } = Promise.withResolvers<Error>()
  const { managed } = manage('worker', () => shell('echo out of paper; sleep 0.1; exit 3'), resolve)
  await using worker = managed

  const { message } = await promise
  expect(worker.name).toBe('worker')
  expect(message).toBe(`worker ended with exit code 3\n  ${dir}/worker.log ends with\n  | out of paper`)
})

test('disposing one that is still starting waits for it and stops it', async () => {
  const { started, managed } = manage(
    'sleeper',
    () => shell('exec sleep 60'),
    () => {},
  )

  await managed[Symbol.asyncDispose]()

  const { pid } = await started
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})

test('disposing one that is starting again waits for it and stops it', async () => {
  const { started, managed } = manage(
    'sleeper',
    () => shell('exec sleep 60'),
    () => {},
  )
  await started
  await managed.kill()
  const restarted = managed.start()

  await managed[Symbol.asyncDispose]()

  await restarted
  expect(() => process.kill(managed.pid, 0)).toThrow('ESRCH')
})

function shell(script: string) {
  const program = { name: 'worker', command: 'sh', args: ['-c', script], logFile: join(dir, 'worker.log') }
  return startChild(program, () => Promise.resolve())
}
