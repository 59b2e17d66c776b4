import { simpleParser } from 'mailparser'

/** A mail as it is read: decoded, and addressed to whom it was really sent. */
export type Mail = {
  readonly id: string
  readonly messageId: string
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly date: string | null
  readonly headers: Readonly<Record<string, string>>
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly bytes: number }[]
}

type Raw = { readonly id: string; readonly from: string; readonly to: readonly string[]; readonly raw: Buffer }

/** Opens a mail. */
export async function parseMail({ id, from, to, raw }: Raw): Promise<Mail> {
  const mail = await simpleParser(raw, { skipTextToHtml: true, skipImageLinks: true })
  const headers = mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()] as const)
  return {
    id,
    messageId: mail.messageId ?? '',
    from: mail.from?.text ?? from,
    to,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    date: mail.date?.toISOString() ?? null,
    headers: Object.fromEntries(headers),
    attachments: mail.attachments.map(({ filename, contentType, size }) => ({
      name: filename ?? '',
      type: contentType,
      bytes: size,
    })),
  }
}
