import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, totalmem, type } from 'node:os'

/** What the figures were taken on and of: without it they mean nothing. */
export function describeMachine(): string {
  const [first] = cpus()
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GiB`
  return [
    `${availableParallelism()} × ${first?.model.trim() || process.arch}`,
    memory,
    type(),
    `Node ${process.version}`,
    describeCommit(),
  ].join(', ')
}

/** Which state of the project it is. */
export function describeCommit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8', stdio: 'pipe' }).trim()
  try {
    return `commit ${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') ? ' with changes' : ''}`
  } catch {
    return 'no commit'
  }
}
