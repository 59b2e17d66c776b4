import { connect } from 'nats'
import { nobody } from './nobody.ts'

/** An actor that does nothing, as one would write it without a framework. */
const nc = await connect({ servers: process.argv[2] ?? '' })
nc.subscribe('bare.me', {
  queue: 'bare',
  callback: (error, msg) => {
    if (!error) msg.respond(JSON.stringify(nobody))
  },
})
await nc.flush()
process.send?.('ready')
process.once('disconnect', () => process.exit())
