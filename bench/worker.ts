import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { CannotStart } from '#compose/run.ts'

/** A Node process of the bench's own that has said it is ready; disposing it ends it and waits for its end. */
export type Worker<Message> = AsyncDisposable & {
  readonly pid: number
  readonly message: Message
  /** Resolves when it has ended, or hung up because it is about to. */
  readonly lost: Promise<unknown>
}

/** Longer than an orderly stop of a whole stack takes. */
const stopTimeoutMs = 30_000

/** Starts a file of this folder, and waits for its first message, which says that it is ready and where it is reached. */
export async function startWorker<Message>(
  file: string,
  args: readonly string[] = [],
  signal?: AbortSignal,
  variables: NodeJS.ProcessEnv = {},
): Promise<Worker<Message>> {
  signal?.throwIfAborted()
  // Its own process group, so that Ctrl-C reaches only us and everything stops in order.
  const env = { ...process.env, ...variables }
  const child = fork(resolve(import.meta.dirname, file), args, { detached: true, env, stdio: ['ignore', 2, 2, 'ipc'] })
  const ended = once(child, 'exit').then(
    ([code, killedBy]) => `${file} ended ${killedBy ? `by ${killedBy}` : `with exit code ${code}`}`,
  )
  const lost = once(child, 'disconnect')
  const stop = () => void child.kill('SIGTERM')
  signal?.addEventListener('abort', stop)
  const first = await Promise.race([once(child, 'message'), ended])
  signal?.removeEventListener('abort', stop)
  signal?.throwIfAborted()
  if (typeof first === 'string') throw new CannotStart(first)
  return {
    pid: child.pid as number,
    message: first[0] as Message,
    lost,
    async [Symbol.asyncDispose]() {
      stop()
      const kill = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
      await ended
      clearTimeout(kill)
    },
  }
}
