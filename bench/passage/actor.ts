import type { JWK } from 'jose'
import { connectBus } from '#subjects/bus.ts'
import { readKeys, readMe } from '#subjects/users.ts'
import { nobody } from './nobody.ts'

/** An actor that does nothing, served as all actors are; and the keys, so that the edge can check tokens. */
const [, , url = '', key = '{}'] = process.argv
const keys = [JSON.parse(key) as JWK]
const bus = await connectBus({ url, name: 'bench-actor' })
await bus.serve({
  name: 'users',
  version: '0.1.0',
  endpoints: [
    { subject: readKeys, answer: async () => ({ keys }) },
    { subject: readMe, answer: async () => nobody },
  ],
  maxInFlight: 512,
  onBug: (error) => {
    throw error
  },
})
process.send?.('ready')
process.once('disconnect', () => process.exit())
