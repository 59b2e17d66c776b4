import fastify, { type FastifyReply } from 'fastify'

/** `node bench/calibration/pages-server.ts <origin> <path>…` answers what another server answers there, from memory. */
const [, , origin = '', ...paths] = process.argv
const pages = new Map<string, { readonly type: string; readonly body: Buffer }>()
for (const path of paths) {
  const answer = await fetch(origin + path)
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
  const type = answer.headers.get('content-type') ?? ''
  pages.set(path, { type, body: Buffer.from(await answer.arrayBuffer()) })
}

const app = fastify()
const send = (path: string, reply: FastifyReply) => {
  const page = pages.get(path)
  return page ? reply.header('content-type', page.type).send(page.body) : reply.code(404).send()
}
app.get('/products', ({ url }, reply) => send(url, reply))
app.get('/products/:slug', ({ url }, reply) => send(url, reply))
process.send?.({ url: await app.listen({ port: 0, host: '127.0.0.1' }) })
process.once('disconnect', () => process.exit())
