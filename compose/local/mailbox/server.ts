import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openFaults } from './faults.ts'
import { mailboxHttp } from './http.ts'
import { openSmtp } from './smtp.ts'
import { openStore } from './store.ts'

/** Where the mailbox listens, and where it keeps the mail. */
export type MailboxOptions = {
  /** 0, the default, takes a free one. */
  readonly smtpPort?: number
  readonly httpPort?: number
  readonly host?: string
  /** Keeps each mail as an `.eml` file there, so that a restart keeps it. */
  readonly dataDir?: string
}

/** A running mailbox; disposing it stops it. */
export type Mailbox = AsyncDisposable & { readonly smtpUrl: string; readonly url: string }

/** Starts a mail server that takes every mail, delivers none, and shows the last thousand on a page and as JSON. */
export async function startMailbox(options: MailboxOptions = {}): Promise<Mailbox> {
  const { host = '127.0.0.1', smtpPort = 0, httpPort = 0 } = options
  await using stack = new AsyncDisposableStack()

  const page = await readFile(new URL('./page.html', import.meta.url), 'utf8')
  const store = await openStore(options.dataDir)
  const faults = openFaults()
  const smtp = stack.use(openSmtp(store, faults))
  const smtpUrl = `smtp://${host}:${await smtp.listen(smtpPort, host)}`

  const http = createServer(mailboxHttp({ store, faults, page }))
  stack.defer(async () => {
    http.close()
    http.closeAllConnections()
    await once(http, 'close')
  })
  http.listen(httpPort, host)
  await once(http, 'listening')
  const { port } = http.address() as AddressInfo

  const running = stack.move()
  return { smtpUrl, url: `http://${host}:${port}`, [Symbol.asyncDispose]: () => running.disposeAsync() }
}
