import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'

test('what start opened is closed on SIGTERM, last opened first, and the process ends well', async () => {
  const child = script(`
    stack.defer(() => console.log('first closed'))
    stack.defer(async () => { await setTimeout(20); console.log('second closed') })
    console.log('started')`)
  await once(child.stdout, 'data')
  child.kill('SIGTERM')

  expect(await ended(child)).toEqual({ code: 0, stdout: 'second closed\nfirst closed\n', stderr: '' })
})

test('a second signal ends a stop that hangs', async () => {
  const child = script(`
    stack.defer(() => { console.log('closing'); return setTimeout(60_000) })
    console.log('started')`)
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  await once(child.stdout, 'data')
  await setTimeout(400)
  child.kill('SIGTERM')

  expect(await ended(child)).toMatchObject({ code: 1 })
})

test('a Ctrl-C that arrives twice, from the terminal and from npm, is one', async () => {
  const child = script(`
    stack.defer(async () => { console.log('closing'); await setTimeout(100); console.log('closed') })
    console.log('started')`)
  await once(child.stdout, 'data')
  child.kill('SIGINT')
  await once(child.stdout, 'data')
  child.kill('SIGINT')

  expect(await ended(child)).toMatchObject({ code: 0, stdout: 'closed\n' })
})

test('a signal during a long start reaches it', async () => {
  const child = script(`
    stack.defer(() => console.log('closed'))
    console.log('starting')
    await setTimeout(60_000, undefined, { signal })`)
  await once(child.stdout, 'data')
  child.kill('SIGINT')

  expect(await ended(child)).toEqual({ code: 0, stdout: 'closed\n', stderr: '' })
})

test('a start that fails closes what it had opened and says why, without a stack', async () => {
  const child = script(`
    stack.defer(() => console.log('closed'))
    readEnv(Type.Object({ NEVER_SET_SECRET: Type.String() }))`)

  expect(await ended(child)).toEqual({
    code: 1,
    stdout: 'closed\n',
    stderr: 'Bad environment\n  NEVER_SET_SECRET: is missing, takes a text\n',
  })
})

test('a start that fails says why before it closes anything, for that may hang', async () => {
  const child = script(`
    stack.defer(() => setTimeout(60_000))
    readEnv(Type.Object({ NEVER_SET_SECRET: Type.String() }))`)
  child.stderr.once('data', () => child.kill('SIGKILL'))

  expect(await ended(child)).toMatchObject({ stderr: expect.stringMatching(/^Bad environment\n/) })
}, 10_000)

test('a start that fails, and then fails to close, tells both, the reason first and without a stack', async () => {
  const child = script(`
    await using opened = { [Symbol.asyncDispose]: async () => { throw new Error('inner is stuck') } }
    stack.defer(() => { throw new Error('outer is stuck') })
    readEnv(Type.Object({ NEVER_SET_SECRET: Type.String() }))`)
  const { code, stderr } = await ended(child)

  expect(code).toBe(1)
  expect(stderr).toMatch(/^Bad environment\n.*takes a text\nError: inner is stuck\n[^]*^Error: outer is stuck$/m)
  expect(stderr).not.toContain('CannotStart')
})

test.each([
  ['a promise nobody awaited', 'void Promise.reject(new Error("boom"))'],
  ['an error nobody caught', 'queueMicrotask(() => { throw new Error("boom") })'],
])('%s is logged once and ends the process', async (_name, body) => {
  const { code, stderr } = await ended(script(body))

  expect(code).toBe(1)
  expect(stderr.match(/Error: boom/g)).toHaveLength(1)
})

/** A process whose start is `body`. */
function script(body: string): ChildProcessWithoutNullStreams {
  const source = `
    import { setTimeout } from 'node:timers/promises'
    import { Type } from 'typebox'
    import { readEnv } from '#compose/env.ts'
    import { run } from '#compose/run.ts'
    await run(async (stack, signal) => { ${body} })`
  return spawn(process.execPath, ['--input-type=module', '-e', source], { cwd: import.meta.dirname })
}

async function ended(child: ChildProcessWithoutNullStreams) {
  const [[code], stdout, stderr] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)])
  return { code: code as number | null, stdout, stderr }
}
