import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ownCode } from '#compose/local/stack.ts'
import { CannotStart } from '#compose/run.ts'

const run = promisify(execFile)

/**
 * Puts the code of a commit into a directory that goes away with `stack`, with what it needs of npm: what lies here, if it asks
 * for the same.
 */
export async function checkOut(
  commit: string,
  { stack, signal }: { stack: AsyncDisposableStack; signal: AbortSignal },
): Promise<string> {
  const git = (...args: string[]) => run('git', ['-C', ownCode, ...args], { signal, maxBuffer: 64 * 1024 * 1024 })
  const found = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`).catch(() => {
    signal.throwIfAborted()
    throw new CannotStart(`--from takes a commit of this checkout, not "${commit}"`)
  })
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-older-'))
  stack.defer(() => rm(dir, { recursive: true, force: true }))
  const archive = join(dir, 'code.tar')
  await git('archive', '--format=tar', `--output=${archive}`, found.stdout.trim())
  await run('tar', ['-xf', archive, '-C', dir], { signal })
  const [theirs, ours] = await Promise.all(
    [dir, ownCode].map((root) => readFile(join(root, 'package-lock.json'), 'utf8')),
  )
  if (theirs === ours) await symlink(join(ownCode, 'node_modules'), join(dir, 'node_modules'))
  else await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: dir, signal })
  return dir
}
