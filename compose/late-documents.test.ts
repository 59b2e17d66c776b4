import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lateChapters } from '#gateway/test-late-chapters.ts'
import { openStory } from '#gateway/test-story.ts'
import { startStack } from './local/stack.ts'

test('the examples of what comes late in a story are answered as the API says', { timeout: 180_000 }, async () => {
  await using things = new AsyncDisposableStack()
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-late-documents-'))
  things.defer(() => rm(dir, { recursive: true, force: true }))
  const stack = things.use(await startStack({ dir, port: 0 }))
  const story = await openStory(stack)
  const wrong: unknown[] = []
  for (const { fault, instead, given, told } of lateChapters) {
    if (fault) await failAt(stack.urls.stripe, fault)
    for (const operationId of [...given, ...told]) {
      // What is going to be stuck nobody waits for.
      const found = await story.tell(
        operationId,
        operationId === 'placeOrder' && fault ? { Prefer: 'respond-async' } : {},
        instead,
      )
      if (found) wrong.push(found)
    }
  }
  expect(wrong).toEqual([])
})

/** From now on the payment provider does not do what it is asked there. */
async function failAt(sandbox: string | undefined, path: string): Promise<void> {
  const body = JSON.stringify({ do: '500_before', times: 1_000, match: { method: 'POST', path } })
  expect((await fetch(`${sandbox}/sandbox/faults`, { method: 'POST', body })).status).toBe(201)
}
