import { expect, test } from 'vitest'
import { startShelves } from '#actors/inventory/test-shelves.ts'
import { startTradewind, tradewind, urlsOf } from '../test-command.ts'

type Line = { subject: string; aggregateId: string; version: number; id: string; data: { available: number } }
const linesIn = (printed: string) =>
  printed
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line)

test('events are told once each as they happen, through a restart and a loss of the broker', async () => {
  await using shelves = await startShelves({ MUG: 10 })
  await shelves.settle()
  await using tail = startTradewind(['tail', 'inventory.*', '--json'], urlsOf(shelves))
  const told = () => linesIn(tail.printed()).map(({ data }) => data.available)
  // The first adjustment that it tells shows that it listens.
  let available = 10
  await expect
    .poll(
      async () => {
        await shelves.adjust('MUG', 1)
        available += 1
        return told().length
      },
      { timeout: 15_000, interval: 500 },
    )
    .toBeGreaterThan(0)
  await expect.poll(() => told().at(-1), { timeout: 5_000 }).toBe(available)

  for (const wipe of [false, true]) {
    await shelves.restartNats({ wipe })
    await expect.poll(() => shelves.bus.connected(), { timeout: 10_000 }).toBe(true)
    available += 1
    const key = `restart-${available}`
    await expect.poll(() => shelves.adjust('MUG', 1, key).then(Boolean, () => false), { timeout: 15_000 }).toBe(true)
    await expect.poll(() => told().at(-1), { timeout: 20_000 }).toBe(available)
  }
  const versions = linesIn(tail.printed()).map(({ version }) => version)
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
  expect(await tail.interrupt()).toBe(0)
  shelves.bugs.length = 0
}, 90_000)

test('what has happened is read from a moment or a place on, for one thing, and up to a count', async () => {
  await using shelves = await startShelves({ MUG: 10, CUP: 20 })
  await shelves.settle()
  await shelves.adjust('MUG', 5)
  await shelves.settle()
  const tail = async (...words: string[]) => {
    const { stdout } = await tradewind(['tail', ...words, '--no-follow', '--json'], urlsOf(shelves))
    return linesIn(stdout).map(({ aggregateId, version }) => `${aggregateId} ${version}`)
  }
  const all = await tail('inventory.updated', '--since', '1h')
  expect(all.toSorted()).toEqual(['CUP 1', 'CUP 2', 'MUG 1', 'MUG 2', 'MUG 3'])
  expect(await tail('inventory.updated', '--since', '1')).toEqual(all)
  expect(await tail('inventory.updated', '--since', '3')).toEqual(all.slice(2))
  expect(await tail('inventory.*', '--since', '1h', '--for', 'MUG')).toEqual(['MUG 1', 'MUG 2', 'MUG 3'])
  expect(await tail('*.updated', '--since', '1h', '--limit', '1')).toHaveLength(1)
  expect(await tail('--since', '1ms')).toEqual([])
})

test.each([
  [['ordr.*'], 1, 'There is no event ordr.*'],
  [['inventory.update'], 1, 'did you mean inventory.updated?'],
  [['--since', '7'], 1, 'is a place in one stream'],
  [['--since', 'yesterday'], 2, 'It takes a time such as'],
  [['--limit', '0'], 2, 'It takes a whole number from 1'],
])('tradewind tail %j explains what is wrong with it', async (words, exitCode, explanation) => {
  const { code, stdout, stderr } = await tradewind(['tail', ...words])
  expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' })
  expect(stderr).toContain(explanation)
})
