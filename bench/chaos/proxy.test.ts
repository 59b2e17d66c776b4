import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openProxy } from './proxy.ts'

/** A server that says everything back, behind a proxy, and somebody who talks to it. */
async function openTalk() {
  const server = createServer((socket) => void socket.on('error', () => {}).pipe(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxy = await openProxy((server.address() as AddressInfo).port)
  const socket = await talk(proxy.port)
  return {
    proxy,
    ...socket,
    [Symbol.asyncDispose]: async () => {
      socket.socket.destroy()
      await proxy[Symbol.asyncDispose]()
      server.close()
    },
  }
}

async function talk(port: number) {
  const socket: Socket = connect(port, '127.0.0.1')
  let heard = ''
  socket.setEncoding('utf8').on('data', (text: string) => (heard += text))
  const ended = new Promise<string>((resolve) => {
    socket.once('error', ({ message }) => resolve(message))
    socket.once('close', () => resolve('closed'))
  })
  await once(socket, 'connect').catch(() => {})
  return { socket, ended, heard: () => heard, say: (text: string) => void socket.write(text) }
}

test('a healthy network passes everything on', async () => {
  await using talk = await openTalk()
  talk.say('ahoy')
  await expect.poll(talk.heard).toBe('ahoy')
})

test('a slow one keeps the order, also when it is quick again', async () => {
  await using talk = await openTalk()
  talk.proxy.behave({ kind: 'slow', ms: 60 })
  talk.say('one ')
  await sleep(10)
  talk.proxy.behave({ kind: 'healthy' })
  talk.say('two')
  expect(talk.heard()).toBe('')
  await expect.poll(talk.heard).toBe('one two')
})

test.each(['blackhole', 'half-open', 'deaf'] as const)(
  'nothing comes back through a %s until it is healthy again',
  async (kind) => {
    await using talk = await openTalk()
    talk.proxy.behave({ kind })
    talk.say('anybody there?')
    await sleep(50)
    expect(talk.heard()).toBe('')
    talk.proxy.behave({ kind: 'healthy' })
    await expect.poll(talk.heard).toBe('anybody there?')
  },
)

test('one that is down resets who is connected and who tries to be; a cut lets them come back at once', async () => {
  await using talk1 = await openTalk()
  talk1.proxy.cut()
  expect(await talk1.ended).toContain('ECONNRESET')
  const again = await talk(talk1.proxy.port)
  again.say('back')
  await expect.poll(again.heard).toBe('back')
  talk1.proxy.behave({ kind: 'down' })
  expect(await again.ended).toContain('ECONNRESET')
  expect(await (await talk(talk1.proxy.port)).ended).toMatch(/ECONNRESET|closed/)
})

test('a lossy one is late with some of it, and ends in the middle of a word', async () => {
  await using talk = await openTalk()
  const numbers = [0.5, 0.04, 0.1, 0.5, 0.5, 0.5]
  talk.proxy.behave({ kind: 'lossy' }, () => numbers.shift() ?? 0)
  talk.say('late')
  await sleep(10)
  expect(talk.heard()).toBe('')
  await expect.poll(talk.heard).toBe('late')
  talk.say('a word')
  expect(await talk.ended).toContain('ECONNRESET')
})
