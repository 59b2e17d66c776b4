import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { freeze } from './freeze.ts'

function start() {
  const child = spawn('sleep', ['60'])
  onTestFinished(() => void child.kill('SIGKILL'))
  const { pid = 0 } = child
  return { child, pid, state: () => /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] }
}

test.skipIf(process.platform !== 'linux')(
  'processes stand still together or not at all, and go on if one has ended',
  async () => {
    const [one, other] = [start(), start()]
    const goOn = freeze([one.pid, other.pid])
    await expect.poll(() => [one.state(), other.state()]).toEqual(['T', 'T'])
    other.child.kill('SIGKILL')
    await once(other.child, 'exit')
    goOn()
    await expect.poll(one.state).toBe('S')
    expect(() => freeze([one.pid, other.pid])).toThrow(/ESRCH/)
    await expect.poll(one.state).toBe('S')
  },
)
