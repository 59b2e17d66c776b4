import { connectBus } from '#subjects/bus.ts'
import { echo } from './nats-contract.ts'

const bus = await connectBus({ url: process.argv[2] ?? '', name: 'bench-responder' })
await bus.serve({
  name: 'bench',
  version: '0.1.0',
  endpoints: [{ subject: echo, answer: async (input) => input }],
  maxInFlight: 512,
  onBug: (error) => console.error(error),
})
process.send?.('ready')
process.once('disconnect', () => process.exit())
