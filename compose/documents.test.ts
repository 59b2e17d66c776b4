import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lateChapters } from '#gateway/test-late-chapters.ts'
import { byChapter, openStory } from '#gateway/test-story.ts'
import { type Stack, startStack } from './local/stack.ts'

let dir: string
let stack: Stack
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tradewind-documents-'))
  stack = await startStack({ dir, port: 0 })
}, 120_000)
afterAll(async () => {
  await stack[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

test('every example of the API is answered as the API says', async () => {
  const story = await openStory(stack)
  const early = story.operations.filter(({ operationId }) => !late.has(operationId))
  const wrong: unknown[] = []
  for (const { operationId } of early.toSorted(byChapter)) {
    const found = await story.tell(operationId)
    if (found) wrong.push(found)
  }
  expect(wrong).toEqual([])
  expect(early.length).toBeGreaterThan(25)
}, 120_000)

/** Proven in a story of their own. */
const late = new Set(lateChapters.flatMap(({ told }) => told))

test('the first order by hand works as it is written, and twice is once', async () => {
  const readme = await readFile(resolve(import.meta.dirname, '../README.md'), 'utf8')
  const [, shown = ''] = /## A first order by hand\n\n```sh\n([^]*?)```/.exec(readme) ?? []
  const [first = '', ...lines] = shown.split('\n')
  expect(first).toMatch(/^api=http/)
  const order = lines.findIndex((line) => line.startsWith('curl -s -i $api/orders'))
  const again = lines.slice(order, lines.findIndex((line, index) => index >= order && !/[\\:]$/.test(line)) + 1)
  // A line whose answer is a refusal ends the script.
  const script = ['set -euo pipefail', 'curl() { command curl --fail-with-body "$@"; echo; }', `api=${stack.urls.api}`]
  const { stdout } = await promisify(execFile)('bash', ['-c', [...script, ...lines, ...again].join('\n')])
  expect(stdout).toContain('"slug":"enamel-mug"')
  const placed = [...stdout.matchAll(/^location: \/orders\/(ord_\w+)/gim)].map(([, id]) => id)
  expect([placed.length, new Set(placed).size]).toEqual([2, 1])
  expect(stdout.match(/^HTTP\/1\.1 201/gm)).toHaveLength(2)
  expect(stdout.match(/^idempotency-replayed: true/gim)).toHaveLength(1)
}, 120_000)
