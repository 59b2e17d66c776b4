import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startShelves } from '#actors/inventory/test-shelves.ts'
import { systemCaller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { tradewind, urlsOf } from '../test-command.ts'

test('an actor answers on standard output, and a problem goes to standard error', async () => {
  await using shelves = await startShelves({ MUG: 10 })
  const ask = (...words: string[]) => tradewind(['request', ...words], urlsOf(shelves))

  const read = await ask('inventory.read', '{"sku":"MUG"}')
  expect(read).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(read.stdout)).toMatchObject({ sku: 'MUG', onHand: 10 })
  expect(read.stdout.trim().split('\n')).toHaveLength(1)

  const missing = await ask('inventory.read', '{"sku":"CUP"}')
  expect(missing).toMatchObject({ code: 1, stdout: '' })
  expect(missing.stderr).toContain('404 not-found: There is no such thing')
  const asJson = await ask('inventory.read', '{"sku":"CUP"}', '--json')
  expect(JSON.parse(asJson.stderr)).toMatchObject({ status: 404, code: 'not-found' })

  const asCustomer = await ask('inventory.read', '{"sku":"MUG"}', '--as', newId('usr'))
  expect(asCustomer).toMatchObject({ code: 1, stderr: expect.stringContaining('403 forbidden') })
  expect(await ask('inventory.read', '{"sku":"MUG"}', '--role', 'staff')).toMatchObject({ code: 0 })
})

test('a command acts once under its key, which is told when it was made up', async () => {
  await using shelves = await startShelves({ MUG: 10 })
  const adjust = (...words: string[]) =>
    tradewind(['request', 'inventory.adjust', '{"sku":"MUG","delta":5}', ...words], urlsOf(shelves))

  const { stderr, stdout } = await adjust()
  const [, key = ''] = /^Asking with --key (key_\w+)$/m.exec(stderr) ?? []
  const again = await adjust('--key', key)
  expect(again).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(again.stdout)).toEqual(JSON.parse(stdout))
  expect(await shelves.stock('MUG')).toMatchObject({ onHand: 15 })
})

test('what may be overwritten is said by its version', async () => {
  const { stdout: example } = await tradewind(['subjects', 'example', 'products.archive', '--json'])
  const dryRun = async (version: string) => {
    const words = ['request', 'products.archive', '-', '--if-version', version, '--dry-run']
    const { stdout } = await tradewind(words, {}, example)
    return JSON.parse(stdout) as unknown
  }
  expect(await dryRun('7')).toMatchObject({ ifVersion: [7] })
  expect(await dryRun('*')).toMatchObject({ ifVersion: '*' })
})

test('an input comes from the command line, a file or a pipe', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-request-'))
  const file = join(dir, 'input.json')
  await writeFile(file, '{"sku":"MUG"}')
  const dryRun = async (written: string, input = '') => {
    const { stdout } = await tradewind(['request', 'inventory.read', written, '--dry-run'], {}, input)
    return JSON.parse(stdout) as unknown
  }
  const expected = {
    subject: 'req.inventory.read',
    caller: systemCaller('tools'),
    timeoutMs: 2_000,
    input: { sku: 'MUG' },
  }
  expect(await dryRun('{"sku":"MUG"}')).toEqual(expected)
  expect(await dryRun(`@${file}`)).toEqual(expected)
  expect(await dryRun('-', '{"sku":"MUG"}')).toEqual(expected)
  await rm(dir, { recursive: true })
})

test.each([
  [['inventory.read'], 1, '/sku is required'],
  [['inventory.read', '{"sku":"MUG","colour":"navy"}'], 1, '/colour is not a known field'],
  [['orders.put-cart-line', '{"sku":"MUG","quantity":0}'], 1, '/quantity must be >= 1'],
  [['inventory.adjust', String.raw`{"sku":"MUG","delta":1,"note":"\ud800"}`], 1, '/note must not hold NUL or half'],
  [['inventory.read', 'sku=MUG'], 1, 'This is not JSON'],
  [['inventory.read', '@nowhere.json'], 1, 'nowhere.json can not be read'],
  [['inventory.raed'], 1, 'There is no request inventory.raed; did you mean inventory.read?'],
  [['inventory.updated'], 1, 'inventory.updated is an event'],
  [['payments.receive-webhook'], 1, 'Tools may not ask req.payments.receive-webhook'],
  [['inventory.read', '{"sku":"MUG"}', '--role', 'king'], 2, 'Allowed choices are anonymous'],
  [['inventory.read', '{"sku":"MUG"}', '--timeout', 'soon'], 2, 'It takes a time such as'],
  [['inventory.read', '{"sku":"MUG"}', '--if-version', 'new'], 2, 'It takes the number of a version'],
  [['inventory.read', '{"sku":"MUG"}', '--as', 'usr_1 system'], 1, '--as takes an id'],
])('tradewind request %j is refused before anybody is asked', async (words, exitCode, explanation) => {
  const { code, stdout, stderr } = await tradewind(['request', ...words])
  expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' })
  expect(stderr).toContain(explanation)
  expect(stderr).not.toMatch(/\n {4}at /)
})
