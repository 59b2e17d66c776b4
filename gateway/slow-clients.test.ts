import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { usualWaits } from './connections.ts'
import { startEdge } from './test-edge.ts'

/** A twentieth of the usual patience, looked after as often. */
const waits = Object.fromEntries(Object.entries(usualWaits).map(([name, ms]) => [name, ms / 20])) as typeof usualWaits

const head = 'POST /auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n'

test.each([
  { what: 'says nothing at all', first: '', drip: '', status: 408 },
  {
    what: 'sends its headers a byte at a time',
    first: 'GET / HTTP/1.1\r\nhost: x\r\nx-slow: ',
    drip: 'a',
    status: 408,
  },
  { what: 'sends its body a byte at a time', first: `${head}\r\n`, drip: ' ', status: 408 },
])('a client that $what is let go, and nobody else notices', async ({ first, drip, status }) => {
  await using edge = await startEdge({ build: { waits } })
  const url = new URL(await edge.app.listen({ port: 0, host: '127.0.0.1' }))
  const sockets = Array.from({ length: 20 }, () => connect(Number(url.port), url.hostname))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  const heard = sockets.map(everythingFrom)
  for (const socket of sockets) socket.write(first)
  const dripping = setInterval(() => sockets.forEach((socket) => drip && socket.writable && socket.write(drip)), 50)
  const start = performance.now()
  const others = await fetch(new URL('/healthz', url))
  expect([others.status, performance.now() - start < 1_000]).toEqual([200, true])
  const said = await Promise.all(heard)
  clearInterval(dripping)
  if (first) expect(said.every((text) => text.startsWith(`HTTP/1.1 ${status} `))).toBe(true)
  else expect(said.every((text) => text === '' || text.startsWith(`HTTP/1.1 ${status} `))).toBe(true)
})

test('a client that keeps its side open after it was refused, and goes on, is let go too', async () => {
  await using edge = await startEdge({ build: { waits } })
  const url = new URL(await edge.app.listen({ port: 0, host: '127.0.0.1' }))
  const socket = connect({ port: Number(url.port), host: url.hostname, allowHalfOpen: true }).on('error', () => {})
  socket.write('GET / HTTP/1.1\r\nhost: x\r\nx-slow: ')
  const dripping = setInterval(() => socket.write('a'), 50)
  const [said] = (await once(socket, 'data')) as [Buffer]
  expect(String(said)).toMatch(/^HTTP\/1\.1 408 /)
  const open = () => new Promise((resolve) => edge.app.server.getConnections((_error, count) => resolve(count)))
  await expect.poll(open, { timeout: 5_000 }).toBe(0)
  clearInterval(dripping)
  socket.destroy()
})

test('a client that leaves in the middle of its body is no bug of ours', async () => {
  await using edge = await startEdge()
  const url = new URL(await edge.app.listen({ port: 0, host: '127.0.0.1' }))
  const socket = connect(Number(url.port), url.hostname)
  socket.write(`${head}\r\n{"email":`)
  await once(edge.app.server, 'request')
  socket.destroy()
  await expect.poll(() => edge.logged.filter((line) => line.includes('"answered"'))).toHaveLength(1)
  expect(edge.logged.filter((line) => line.includes('"bug"'))).toEqual([])
})

async function everythingFrom(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', (bytes) => (text += String(bytes)))
  socket.on('error', () => {})
  await once(socket, 'close')
  return text
}
