import fastify from 'fastify'

const app = fastify()
app.get('/', async () => ({ ok: true }))
process.send?.({ url: await app.listen({ port: 0, host: '127.0.0.1' }) })
process.once('disconnect', () => process.exit())
