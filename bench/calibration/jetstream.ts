import { randomUUID } from 'node:crypto'
import { connectBus } from '#subjects/bus.ts'
import type { Calibration } from '../calibration.ts'
import { startBareBroker } from './broker.ts'
import { noted } from './nats-contract.ts'

/** An event stored by a broker, on a stream like all others. */
export const jetstream: Calibration = {
  summary: 'JetStream publish, 64 in flight',
  workers: 64,
  async prepare() {
    await using stack = new AsyncDisposableStack()
    const bus = stack.use(await connectBus({ url: await startBareBroker(stack), name: 'bench' }))
    await bus.provisioner.ensureStreams([noted])
    const time = new Date().toISOString()
    let number = 0
    const opened = stack.move()
    return {
      operation: () => {
        number += 1
        return bus.publish({
          id: randomUUID(),
          subject: noted.name,
          source: 'bench',
          time,
          aggregateId: 'bench',
          aggregateVersion: number,
          headers: {},
          body: JSON.stringify({ number }),
        })
      },
      [Symbol.asyncDispose]: () => opened.disposeAsync(),
    }
  },
}
