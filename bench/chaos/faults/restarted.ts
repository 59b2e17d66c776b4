import { setTimeout as sleep } from 'node:timers/promises'
import type { ManagedProcess } from '#compose/local/managed.ts'
import type { Fault } from '../fault.ts'

/** A server that ends by a signal, and is started again. */
export const restarted = (
  row: string,
  server: 'nats' | 'redis' | 'postgres',
  signal: NodeJS.Signals = 'SIGKILL',
): Fault => ({
  rows: [row],
  what: `${server} ended by ${signal}, and started again`,
  strikes: [server],
  lastsS: [0.5, 5],
  begin: async (stage) => {
    const process = stage.process(server)
    await process.kill(signal)
    return () => startPatiently(process)
  },
})

const patienceMs = 60_000

/**
 * Starts a process again and again, as a supervisor does: the place of a killed one may not be free yet, and what it stands on
 * may be taken away while it starts.
 */
export async function startPatiently(process: ManagedProcess): Promise<void> {
  const until = performance.now() + patienceMs
  for (;;) {
    try {
      return await process.start()
    } catch (error) {
      const isOver = error instanceof Error && error.name === 'AbortError'
      if (isOver || performance.now() > until) throw error
      await sleep(200)
    }
  }
}
