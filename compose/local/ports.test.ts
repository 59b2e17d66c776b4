import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { freePort, isFree } from './ports.ts'

test('of many that choose at once, in this process and in others, no two choose the same port', async () => {
  const wanted = await untouchedPort()
  const source = `
    import { freePort } from '#compose/local/ports.ts'
    const ports = await Promise.all(Array.from({ length: 100 }, () => freePort(${wanted})))
    console.log(JSON.stringify(ports))
    process.stdin.resume()`
  const others = [1, 2, 3].map(() =>
    spawn(process.execPath, ['--input-type=module', '-e', source], { cwd: import.meta.dirname }),
  )
  const told = await Promise.all(others.map(({ stdout }) => once(stdout, 'data')))
  const own = await Promise.all(Array.from({ length: 100 }, () => freePort(wanted)))

  const chosen = [...told.flatMap(([ports]) => JSON.parse(String(ports)) as number[]), ...own]

  expect(chosen).toHaveLength(400)
  expect(new Set(chosen).size).toBe(400)
  expect(chosen.filter((port) => port === wanted)).toHaveLength(1)
  for (const other of others) other.kill('SIGKILL')
  await Promise.all(others.map((other) => once(other, 'close')))
  // What a dead process chose is free again.
  expect(await freePort(wanted)).toBe(wanted)
})

test('a port that somebody listens on is not chosen, and one that was chosen can be listened on', async () => {
  const port = await freePort()
  await using server = createServer()
  await once(server.listen(port, '127.0.0.1'), 'listening')

  expect(await isFree(port)).toBe(false)
  expect(await freePort(port)).not.toBe(port)
})

/** Outside of what `freePort` chooses from, and another one in each run of the tests on this machine. */
async function untouchedPort(): Promise<number> {
  const port = 12_000 + Math.floor(Math.random() * 8_000)
  return (await isFree(port)) ? port : untouchedPort()
}
