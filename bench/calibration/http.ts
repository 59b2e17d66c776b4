import type { Calibration } from '../calibration.ts'
import { connectHttp } from '../http.ts'
import { startWorker } from '../worker.ts'

/** The least a Node process does for a request. */
export const http: Calibration = {
  summary: 'bare Node HTTP',
  prepare: (_, workers) => bareServer('calibration/http-server.ts', workers),
}

/** Asks a server in a process of its own, with the client and as many connections as the load has. */
export async function bareServer(file: string, workers: number) {
  await using stack = new AsyncDisposableStack()
  const server = stack.use(await startWorker<{ url: string }>(file))
  const client = stack.use(connectHttp(server.message.url, workers))
  const opened = stack.move()
  return {
    operation: () => client.expect(200, 'GET /'),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
