import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { concurrently } from '../concurrently.ts'

/** A stream to open: where, and with which token. */
export type Ticket = { readonly path: string; readonly token: string }

/** What the readers of a process have seen since they were last asked to forget it; times are of the wall clock. */
export type Seen = { readonly open: number; readonly events: number; readonly lastAt: number }

const atOnce = 32

/** `readers.ts <gateway> <tickets file> <source address>` opens a stream for each ticket and counts what comes. Barely more than sockets, so that many fit. */
const [, , gateway = '', ticketsFile = '', localAddress = ''] = process.argv
const tickets = JSON.parse(readFileSync(ticketsFile, 'utf8')) as readonly Ticket[]
const { hostname, port } = new URL(gateway)
let [open, events, lastAt] = [0, 0, 0]

await concurrently(atOnce, tickets, async ({ path, token }) => {
  const socket: Socket = connect({ host: hostname, port: Number(port), ...(localAddress && { localAddress }) })
  await once(socket, 'connect')
  socket.write(`GET ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${token}\r\n\r\n`)
  const [head] = (await once(socket, 'data')) as [Buffer]
  if (!head.toString('latin1').startsWith('HTTP/1.1 200')) throw new Error(head.toString('latin1'))
  open++
  socket.on('data', (bytes: Buffer) => {
    // As many events as there are ids; one is never cut in two, since each is a write of its own.
    const count = bytes.toString('latin1').split('\nid: ').length - 1
    const first = bytes.toString('latin1').startsWith('id: ') ? 1 : 0
    if (count + first === 0) return
    events += count + first
    lastAt = performance.timeOrigin + performance.now()
  })
  socket.on('close', () => open--)
  socket.on('error', () => {})
})
// What was said at the beginning is behind them.
await sleep(500)

const control = createServer((request, response) => {
  if (request.url === '/forget') [events, lastAt] = [0, 0]
  response.end(JSON.stringify({ open, events, lastAt } satisfies Seen))
}).listen(0, '127.0.0.1')
await once(control, 'listening')
process.send?.({ url: `http://127.0.0.1:${(control.address() as AddressInfo).port}` })
process.once('disconnect', () => process.exit())
