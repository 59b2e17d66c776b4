import { connectBus } from '#subjects/bus.ts'
import type { Calibration } from '../calibration.ts'
import { startWorker } from '../worker.ts'
import { startBareBroker } from './broker.ts'
import { echo } from './nats-contract.ts'

/** A question and its answer from another process over a broker, as all requests here are asked and served. */
export const nats: Calibration = {
  summary: 'NATS request-reply, 64 in flight',
  workers: 64,
  async prepare() {
    await using stack = new AsyncDisposableStack()
    const url = await startBareBroker(stack)
    stack.use(await startWorker('calibration/nats-responder.ts', [url]))
    const bus = stack.use(await connectBus({ url, name: 'bench' }))
    const { request } = bus.as({ id: 'bench', role: 'system', via: 'tools' })
    const opened = stack.move()
    return {
      operation: () => request(echo, { text: 'tradewind' }),
      [Symbol.asyncDispose]: () => opened.disposeAsync(),
    }
  },
}
