import { createTransport } from 'nodemailer'
import { histogram } from '#subjects/instruments.ts'

/** A mail, ready to send. Its id makes its Message-ID, by which a second copy is known as one. */
export type Mail = {
  readonly id: string
  readonly to: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Hands mails to the mail server, and throws if it is not certain that the server took it. */
export type Mailer = Disposable & { send(mail: Mail): Promise<void> }

/** How many mails are on their way at once, each on a connection of its own. */
export const mailsAtOnce = 5

const duration = histogram('smtp.client.duration', 'Time until the mail server answered for a mail')

export function openMailer(url: string, from: string): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: mailsAtOnce,
    // A mail whose connection closed may have arrived. It is tried again from its row, where that is counted.
    maxRequeues: 0,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    dnsTimeout: 5_000,
    socketTimeout: 10_000,
  })
  const domain = from.slice(from.lastIndexOf('@') + 1).replace('>', '')
  return {
    send: ({ id, ...mail }) =>
      measured(() =>
        transport.sendMail({
          ...mail,
          from,
          messageId: `<${id}@${domain}>`,
          // Keeps holiday replies away (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated' },
          disableFileAccess: true,
          disableUrlAccess: true,
        }),
      ),
    [Symbol.dispose]: () => transport.close(),
  }
}

/**
 * Whether the server refused this very mail, or its reader, for good. A login it refuses, or a server that takes no mail at all
 * today, says nothing about the mail.
 */
export function isRefused(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || !('responseCode' in error)) return false
  return Number(error.responseCode) >= 500 && (error.code === 'EENVELOPE' || error.code === 'EMESSAGE')
}

async function measured(send: () => Promise<unknown>): Promise<void> {
  const start = performance.now()
  let outcome = 'ok'
  try {
    await send()
  } catch (error) {
    outcome = isRefused(error) ? 'refused' : 'failed'
    throw error
  } finally {
    duration.record((performance.now() - start) / 1_000, { outcome })
  }
}
