import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownCode } from '#compose/local/stack.ts'
import { checkOut } from './check-out.ts'

const { signal } = new AbortController()

test('a commit is code that can be started, for as long as it is needed', { timeout: 120_000 }, async () => {
  const newest = execFileSync('git', ['-C', ownCode, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim()
  let dir = ''
  {
    await using stack = new AsyncDisposableStack()
    dir = await checkOut(newest, { stack, signal })
    expect(
      ['actors/main.ts', 'db/migrate.ts', 'node_modules/postgres'].filter((one) => !existsSync(join(dir, one))),
    ).toEqual([])
  }
  expect(existsSync(dir)).toBe(false)
})

test('what names no commit is refused', async () => {
  await using stack = new AsyncDisposableStack()
  for (const wrong of ['no-such-commit', '--output=/tmp/somewhere', ''])
    await expect(checkOut(wrong, { stack, signal })).rejects.toThrow(
      `--from takes a commit of this checkout, not "${wrong}"`,
    )
})
