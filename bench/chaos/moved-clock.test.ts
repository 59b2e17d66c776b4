import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const script = `setInterval(() => console.log(Date.now() - performance.timeOrigin - performance.now(), new Date() - Date.now()), 20)`

test('the clock of the one actor that is named is off as soon as its file says so, and right again', async () => {
  const clocks = await mkdtemp(join(tmpdir(), 'tradewind-clocks-'))
  onTestFinished(() => rm(clocks, { recursive: true, force: true }))
  await writeFile(join(clocks, 'actor.mjs'), script)
  const run = (...names: string[]) => {
    const preload = pathToFileURL(resolve(import.meta.dirname, 'moved-clock.ts')).href
    const args = ['--import', preload, join(clocks, 'actor.mjs'), ...names]
    const child = spawn(process.execPath, args, { env: { ...process.env, CHAOS_CLOCKS: clocks } })
    onTestFinished(() => void child.kill())
    let said = ''
    createInterface(child.stdout).on('line', (line) => (said = line))
    return () => said.split(' ').map((ms) => Math.round(Number(ms) / 60_000) + 0)
  }
  const [one, all] = [run('orders'), run('orders', 'payments')]
  for (const minutes of [60, 0, -10]) {
    await writeFile(join(clocks, 'orders'), `${minutes * 60_000}`)
    await expect.poll(one, { timeout: 10_000 }).toEqual([minutes, 0])
  }
  expect(all()).toEqual([0, 0])
})
