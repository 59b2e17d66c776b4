import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { isRefused, type Mail, openMailer } from './mailer.ts'

const mail: Mail = {
  id: 'ntf_1',
  to: { name: 'Ada', address: 'ada@example.com' },
  subject: 'Welcome',
  text: 'Hello',
  html: '<p>Hello</p>',
}

/** A mail server that gives each command its answer, and any other its usual one. */
async function startServer(
  answer: (command: string) => string | undefined,
): Promise<AsyncDisposable & { url: string }> {
  const usual: Record<string, string> = { greeting: '220 here', EHLO: '250 here', DATA: '354 go on', QUIT: '221 bye' }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    const say = (command: string) => socket.write(`${answer(command) ?? usual[command] ?? '250 ok'}\r\n`)
    let reading = false
    say('greeting')
    socket.setEncoding('utf8').on('data', (text: string) => {
      if (reading && !text.includes('\r\n.\r\n')) return
      const command = reading ? '.' : (/^(MAIL FROM|RCPT TO|\w+)/.exec(text)?.[0] ?? '')
      reading = command === 'DATA' && answer(command) === undefined
      say(command)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      sockets.forEach((socket) => socket.destroy())
      server.close()
    },
  }
}

const outcome = async (url: string, options?: { timeoutMs: number }) => {
  using mailer = openMailer(url, 'Tradewind <hello@tradewind.example>', options)
  return await mailer.send(mail).then(
    () => 'sent',
    (error: unknown) => (isRefused(error) ? 'refused' : 'to be tried again'),
  )
}

test.each([
  ['greeting', '220 here', 'sent'],
  ['greeting', '554 5.7.1 Your address is on a list', 'to be tried again'],
  ['MAIL FROM', '530 5.7.0 Authentication required', 'to be tried again'],
  ['MAIL FROM', '550 5.7.1 Not a sender of ours', 'to be tried again'],
  ['RCPT TO', '450 4.2.1 Busy', 'to be tried again'],
  ['RCPT TO', '530 5.7.0 Authentication required', 'to be tried again'],
  ['RCPT TO', '554 5.7.1 <unknown[127.0.0.1]>: Client host rejected: Access denied', 'to be tried again'],
  ['RCPT TO', '550 5.1.1 Nobody has this address', 'refused'],
  ['RCPT TO', '550 No such user', 'refused'],
  ['DATA', '503 Not now', 'to be tried again'],
  ['.', '451 Try again later', 'to be tried again'],
  ['.', '554 5.6.0 Not this one', 'refused'],
])('a mail whose %s is answered "%s" is %s', async (command, answer, expected) => {
  await using server = await startServer((asked) => (asked === command ? answer : undefined))
  expect(await outcome(server.url)).toBe(expected)
})

test('a server that is never silent and never done holds a mail no longer than its time', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {}).write('220 here\r\n')
    const trickle = setInterval(() => socket.write('250-wait\r\n'), 20)
    socket.on('end', () => socket.destroy()).on('close', () => clearInterval(trickle))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  expect(await outcome(`smtp://127.0.0.1:${port}?socketTimeout=200`, { timeoutMs: 600 })).toBe('to be tried again')
  server.close()
})
