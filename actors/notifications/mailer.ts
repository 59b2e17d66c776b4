import { createTransport } from 'nodemailer'
import { histogram } from '#subjects/instruments.ts'

/** A mail, ready to send. Its id makes its Message-ID, by which a second copy is known as one. */
export type Mail = {
  readonly id: string
  readonly to: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Where its reader ends mails like it, with one click (RFC 8058). */
  readonly unsubscribeUrl?: string
}

/** Hands mails to the mail server, and throws if it is not certain that the server took it. */
export type Mailer = Disposable & { send(mail: Mail): Promise<void> }

/** How many mails are on their way at once, each on a connection of its own. */
export const mailsAtOnce = 16

/** A server that answers a little now and then is never silent for long, and yet a mail has to end: before a stop is cut short. */
const longestMs = 20_000

const duration = histogram('smtp.client.duration', 'Time until the mail server answered for a mail')

export function openMailer(url: string, from: string, { timeoutMs = longestMs } = {}): Mailer {
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
    send: ({ id, unsubscribeUrl, ...mail }) =>
      measured(
        (signal) =>
          transport.sendMail({
            ...mail,
            from,
            signal,
            messageId: `<${id}@${domain}>`,
            // Keeps holiday replies away (RFC 3834).
            headers: {
              'Auto-Submitted': 'auto-generated',
              ...(unsubscribeUrl && {
                'List-Unsubscribe': `<${unsubscribeUrl}>`,
                'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
              }),
            },
            disableFileAccess: true,
            disableUrlAccess: true,
          }),
        timeoutMs,
      ),
    [Symbol.dispose]: () => transport.close(),
  }
}

/** What nodemailer tells of an answer of the server. */
type Refusal = Error & { code?: string; command?: string; responseCode?: number; response?: string }

/**
 * Whether the server refused this very mail, or its reader, for good. A refusal of ourselves, in which every other mail would
 * share, says nothing about the mail, and passes when somebody has set it right.
 */
export function isRefused(error: unknown): boolean {
  const { code, command, responseCode = 0, response = '' } = (error instanceof Error ? error : {}) as Partial<Refusal>
  if (responseCode < 500) return false
  return code === 'EMESSAGE' || (command === 'RCPT TO' && !aboutUs.test(response))
}

/** Many servers say only where the reader is named that it is the sender they do not want: log in first, not from your address. */
const aboutUs = /^53\d|^\d{3}[ -]5\.7\./

/** Gives up after a time. Not by a signal of `AbortSignal.timeout`, which makes an error of it even for a mail that was sent. */
async function measured(send: (signal: AbortSignal) => Promise<unknown>, timeoutMs: number): Promise<void> {
  const start = performance.now()
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new Error(`The mail server took longer than ${timeoutMs} ms`)), timeoutMs)
  let outcome = 'ok'
  try {
    await send(late.signal)
  } catch (error) {
    outcome = isRefused(error) ? 'refused' : 'failed'
    throw error
  } finally {
    clearTimeout(timer)
    duration.record((performance.now() - start) / 1_000, { outcome })
  }
}
