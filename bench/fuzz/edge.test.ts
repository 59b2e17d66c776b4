import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { startStack } from '#compose/local/stack.ts'
import { fuzz } from './fuzz.ts'

/** The same for everybody, so that a change is judged by what it changed; `npm run fuzz` takes another seed each time. */
const seed = Number(process.env['SEED'] ?? 15_634)
const requests = Number(process.env['REQUESTS'] ?? 2_000)

test(`the edge does what its description says, and nothing else (SEED=${seed})`, { timeout: 240_000 }, async () => {
  // All of it comes from one address.
  vi.stubEnv('RATE_LIMITS', 'x10000')
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-fuzz-'))
  await using stack = new AsyncDisposableStack()
  stack.defer(() => rm(dir, { recursive: true, force: true }))
  const { urls } = stack.use(await startStack({ dir, port: 0 }))

  const { findings, statuses } = await fuzz(urls, { requests, seed })

  expect(findings).toEqual([])
  // Or it would have found nothing because it never came far.
  expect(Object.keys(statuses)).toEqual(expect.arrayContaining(['listProducts 200', 'readProduct 200', 'readCart 200']))
})
