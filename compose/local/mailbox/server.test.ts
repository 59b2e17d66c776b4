import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport, type Transporter } from 'nodemailer'
import { expect, test } from 'vitest'
import type { Mail } from './mail.ts'
import { startMailbox, type MailboxOptions } from './server.ts'

const welcome = {
  from: 'Tradewind <shop@tradewind.example>',
  to: 'Ada Lovelace <ada@example.com>',
  subject: 'Welcome, Ada – schön, dass du da bist',
  text: 'Hello Ada',
  html: '<p>Hello <b>Ada</b></p>',
  messageId: '<welcome-1@tradewind.example>',
  headers: { 'X-Template': 'welcome' },
}

test('a mail can be read as it was sent', async () => {
  await using box = await openBox()
  await box.mailer.sendMail(welcome)

  const [mail] = await box.messages()
  expect(mail).toMatchObject({
    messageId: welcome.messageId,
    from: '"Tradewind" <shop@tradewind.example>',
    to: ['ada@example.com'],
    subject: welcome.subject,
    html: welcome.html,
    headers: { 'x-template': 'welcome' },
  })
  expect(mail?.text.trim()).toBe('Hello Ada')
  expect(Date.parse(mail?.date ?? '')).toBeGreaterThan(Date.now() - 60_000)
  expect(await box.json(`/messages/${mail?.id}`)).toEqual(mail)
  expect((await fetch(`${box.url}/messages/none`)).status).toBe(404)
})

test('mails are found by recipient, a hidden one too, and by words of the subject; the newest come first', async () => {
  await using box = await openBox()
  await box.mailer.sendMail(welcome)
  await box.mailer.sendMail({ ...welcome, subject: 'Your order', bcc: 'audit@example.com' })
  const subjects = async (query: string) => (await box.messages(query)).map(({ subject }) => subject)

  expect(await subjects('?to=ADA@example.com')).toEqual(['Your order', welcome.subject])
  expect(await subjects('?to=audit@example.com')).toEqual(['Your order'])
  expect(await subjects('?to=ada@example.com&subject=WELCOME')).toEqual([welcome.subject])
  expect(await subjects('?to=ada@example')).toEqual([])
  expect(await subjects('?limit=1')).toEqual(['Your order'])

  expect((await fetch(`${box.url}/messages`, { method: 'DELETE' })).status).toBe(204)
  expect(await box.messages()).toEqual([])
})

test('the HTML of a mail is shown where it can do nothing', async () => {
  await using box = await openBox()
  await box.mailer.sendMail({ ...welcome, html: '<script>alert(1)</script>' })
  await box.mailer.sendMail({ from: 'a@example.com', to: 'b@example.com', subject: 'plain', text: '<script>' })
  const [plain, scripted] = await box.messages()

  const shown = await fetch(`${box.url}/messages/${scripted?.id}/html`)
  expect(shown.headers.get('content-security-policy')).toMatch(/^sandbox .*default-src 'none'/)
  expect(shown.headers.get('content-security-policy')).not.toMatch(/script|same-origin/)
  expect(await (await fetch(`${box.url}/messages/${plain?.id}/html`)).text()).toContain('<pre>&lt;script>')

  const page = await (await fetch(box.url)).text()
  expect(page).toContain("setAttribute('sandbox'")
  expect(page).not.toMatch(/innerHTML|https?:\/\//)
})

test('a restart keeps the mails, and a thousand is the most it keeps', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tradewind-mailbox-'))
  await using cleanUp = new AsyncDisposableStack()
  cleanUp.defer(() => rm(dataDir, { recursive: true }))
  const before = await openBox({ dataDir })
  await before.mailer.sendMail({ ...welcome, cc: 'cc@example.com' })
  const kept = await before.messages()
  expect(kept).toMatchObject([{ to: ['ada@example.com', 'cc@example.com'] }])
  await before[Symbol.asyncDispose]()

  const eml = join(dataDir, `${kept[0]?.id}.eml`)
  for (let n = 0; n < 999; n++) await copyFile(eml, join(dataDir, `${String(n).padStart(14, '0')}-older.eml`))
  await using after = await openBox({ dataDir })
  expect(await after.messages('?limit=1')).toEqual(kept)
  await after.mailer.sendMail({ ...welcome, subject: 'one more' })
  await after.mailer.sendMail({ ...welcome, subject: 'and another' })

  const mails = await after.messages('?limit=1000')
  expect(mails).toHaveLength(1_000)
  expect(mails.slice(0, 3).map(({ subject }) => subject)).toEqual(['and another', 'one more', welcome.subject])
  expect(mails.at(-1)?.id).toBe('00000000000002-older')
  expect(await readdir(dataDir)).toHaveLength(1_000)
})

test('4xx and 5xx keep nothing, as often as asked for', async () => {
  await using box = await openBox()
  await box.fault({ do: '4xx', times: 2 })
  await box.fault({ do: '5xx' })

  await expect(box.mailer.sendMail(welcome)).rejects.toMatchObject({ responseCode: 451 })
  await expect(box.mailer.sendMail(welcome)).rejects.toMatchObject({ responseCode: 451 })
  await expect(box.mailer.sendMail(welcome)).rejects.toMatchObject({ responseCode: 554 })
  expect(await box.messages()).toEqual([])
  await box.mailer.sendMail(welcome)
  expect(await box.messages()).toHaveLength(1)
  expect((await box.fault({ do: 'explode' })).status).toBe(400)
})

test('drop_after_data takes the mail and loses the answer; hang never answers', async () => {
  await using box = await openBox()
  await box.fault({ do: 'drop_after_data' })
  await expect(box.mailer.sendMail(welcome)).rejects.toThrow()
  expect(await box.messages()).toHaveLength(1)

  await box.fault({ do: 'hang' })
  await expect(box.mailer.sendMail(welcome)).rejects.toThrow(/timeout/i)
  expect(await box.messages()).toHaveLength(1)
})

test('a mail of more than a mebibyte is refused', async () => {
  await using box = await openBox()
  await expect(box.mailer.sendMail({ ...welcome, text: 'x'.repeat(1_200_000) })).rejects.toMatchObject({
    responseCode: 552,
  })
  expect(await box.messages()).toEqual([])
})

async function openBox(options: MailboxOptions = {}) {
  const mailbox = await startMailbox(options)
  const { hostname, port } = new URL(mailbox.smtpUrl)
  const mailer: Transporter = createTransport({
    host: hostname,
    port: Number(port),
    pool: true,
    maxConnections: 1,
    socketTimeout: 1_000,
  })
  const json = async (path: string): Promise<unknown> => (await fetch(`${mailbox.url}${path}`)).json()
  return {
    mailer,
    url: mailbox.url,
    json,
    messages: async (query = '') => (await json(`/messages${query}`)) as Mail[],
    fault: (fault: object) => fetch(`${mailbox.url}/faults`, { method: 'POST', body: JSON.stringify(fault) }),
    async [Symbol.asyncDispose]() {
      mailer.close()
      await mailbox[Symbol.asyncDispose]()
    },
  }
}
