import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { type DatabaseName, databases, urlVariable } from '#db/databases.ts'

const launcher = resolve(import.meta.dirname, 'tradewind.js')

type Variables = Readonly<Record<string, string>>

/** No environment but the given one, so that no test reaches a stack that happens to run here. */
const environmentOf = (variables: Variables) => ({
  PATH: process.env['PATH'] ?? '',
  NATS_URL: 'nats://127.0.0.1:9',
  ...variables,
})

/** Runs the command to its end, as somebody would who types it without a terminal. */
export function tradewind(words: readonly string[], variables: Variables = {}, input = '') {
  return new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    const env = environmentOf(variables)
    const child = execFile(process.execPath, [launcher, ...words], { env }, (_error, stdout, stderr) =>
      done({ code: child.exitCode ?? -1, stdout, stderr }),
    )
    child.stdin?.end(input)
  })
}

/** The command at work; disposing it presses Ctrl-C and waits. */
export type Working = AsyncDisposable & {
  /** Everything it has printed so far. */
  readonly printed: () => string
  /** Its exit code, after Ctrl-C. */
  interrupt(): Promise<number | null>
}

/** Starts the command and leaves it running. */
export function startTradewind(words: readonly string[], variables: Variables): Working {
  const child: ChildProcess = spawn(process.execPath, [launcher, ...words], { env: environmentOf(variables) })
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (printed += data.toString()))
  const interrupt = () => {
    child.kill('SIGINT')
    return ended
  }
  return {
    printed: () => printed,
    interrupt,
    [Symbol.asyncDispose]: async () => void (await interrupt()),
  }
}

type World = {
  readonly natsVariables: (identity: string) => Variables
  databaseUrl(name: DatabaseName): string
}

/** What tells a command of a world where its servers are. */
export const urlsOf = (world: World): Variables => ({
  ...world.natsVariables('tools'),
  ...Object.fromEntries(
    databases.flatMap((name) => {
      const url = world.databaseUrl(name)
      return url ? [[urlVariable(name), url]] : []
    }),
  ),
})
