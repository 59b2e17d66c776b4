import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'

/** A command that has taken the screen and does not end when it is asked to. */
async function startStubborn() {
  const [screen, interrupt] = ['screen.ts', 'interrupt.ts'].map((file) => new URL(file, import.meta.url).href)
  const script = `
    import { openScreen } from '${screen}'
    import { untilInterrupted } from '${interrupt}'
    untilInterrupted()
    openScreen().draw('page')
    setInterval(() => {}, 1_000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script])
  const ended = once(child, 'exit')
  let printed = ''
  child.stdout.on('data', (data: Buffer) => (printed += data.toString()))
  await expect.poll(() => printed, { timeout: 10_000 }).toContain('page')
  return { child, ended, printed: () => printed }
}

test('a second Ctrl-C ends a command at once, and gives the terminal back', async () => {
  const { child, ended, printed } = await startStubborn()
  child.kill('SIGINT')
  await sleep(400)
  expect(child.exitCode).toBeNull()
  child.kill('SIGINT')
  expect(await ended).toEqual([130, null])
  expect(printed().endsWith('\x1b[?25h\x1b[?1049l')).toBe(true)
})

test('one Ctrl-C that arrives twice is one', async () => {
  const { child, ended } = await startStubborn()
  child.kill('SIGINT')
  await sleep(50)
  child.kill('SIGINT')
  await sleep(200)
  expect({ code: child.exitCode, signal: child.signalCode }).toEqual({ code: null, signal: null })
  child.kill('SIGKILL')
  await ended
})

test('a command that shows how far it is leaves nothing to be put right by Ctrl-C', async () => {
  const progress = new URL('progress.ts', import.meta.url).href
  const script = `
    import { showProgress } from '${progress}'
    process.stderr.isTTY = true
    const { reach } = await showProgress('rebuilding', 10)
    reach(1)
    setInterval(() => {}, 1_000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script])
  const ended = once(child, 'exit')
  let printed = ''
  child.stderr.on('data', (data: Buffer) => (printed += data.toString()))
  await expect.poll(() => printed, { timeout: 10_000 }).toContain('rebuilding')
  child.kill('SIGINT')
  expect(await ended).toEqual([null, 'SIGINT'])
  for (const hides of ['\x1b[?25l', '\x1b[?7l']) expect(printed).not.toContain(hides)
})
