/** What a mail says, whatever it will look like. Words that come from people are safe here: rendering escapes them. */
export type Letter = {
  readonly heading: string
  /** `undefined` greets without a name. */
  readonly name: string | undefined
  readonly parts: readonly (string | Sum)[]
}

/** A bill: what costs what, and what it comes to. */
export type Sum = { readonly lines: readonly Entry[]; readonly total: Entry }

export type Entry = { readonly label: string; readonly amount: string }

/** A kind of mail. The subject line is fixed when the mail is queued; the rest is written when it is sent. */
export type Template<Data> = {
  readonly name: string
  /** Whether it is about more than what its reader has asked for: it goes only to those who want that, and says how to end it. */
  readonly marketing?: true
  readonly subject: (data: Data) => string
  readonly write: (data: Data) => Omit<Letter, 'name'>
}

/** A letter as a mail carries it, for readers with and without HTML. */
export function render(letter: Letter): { text: string; html: string } {
  return { text: toText(letter), html: toHtml(letter) }
}

const greeting = ({ name }: Letter) => (name === undefined ? 'Hello,' : `Hello ${name},`)
const farewell = ['Warm regards,', 'Everyone at Tradewind'] as const

function toText(letter: Letter): string {
  const parts = letter.parts.map((part) => (typeof part === 'string' ? part : sumText(part)))
  return `${[greeting(letter), ...parts, farewell.join('\n')].join('\n\n')}\n`
}

function sumText({ lines, total }: Sum): string {
  const entries = [...lines, total]
  const width = Math.max(...entries.map(({ label }) => label.length))
  const amountWidth = Math.max(...entries.map(({ amount }) => amount.length))
  const written = entries.map(({ label, amount }) => `  ${label.padEnd(width)}   ${amount.padStart(amountWidth)}`)
  const rule = `  ${'-'.repeat(width + 3 + amountWidth)}`
  return written.toSpliced(-1, 0, rule).join('\n')
}

/** Tables and inline styles, since that is what mail programs agree on. Nothing is loaded from anywhere. */
function toHtml(letter: Letter): string {
  const parts = letter.parts.map((part) => (typeof part === 'string' ? paragraph(part) : sumHtml(part)))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escape(letter.heading)}</title>
</head>
<body style="margin:0;padding:0;background:#eef3f4">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#eef3f4">
<tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:12px">
<tr><td style="padding:20px 32px;background:#0f5663;border-radius:12px 12px 0 0;${font};font-size:17px;letter-spacing:1px;color:#ffffff">Tradewind</td></tr>
<tr><td style="padding:28px 32px 32px;${font};font-size:16px;line-height:1.55;color:#24343a">
<h1 style="margin:0 0 20px;font-size:24px;line-height:1.3;font-weight:600;color:#0f5663">${escape(letter.heading)}</h1>
${paragraph(greeting(letter))}
${parts.join('\n')}
<p style="margin:28px 0 0">${farewell.join('<br>')}</p>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

const font = "font-family:-apple-system,'Segoe UI',Helvetica,Arial,sans-serif"

const paragraph = (text: string) => `<p style="margin:0 0 16px">${escape(text).replaceAll('\n', '<br>')}</p>`

function sumHtml({ lines, total }: Sum): string {
  const rows = [...lines.map((entry) => row(entry, 'font-weight:400')), row(total, 'font-weight:600')]
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:4px 0 20px">
${rows.join('\n')}
</table>`
}

const row = ({ label, amount }: Entry, weight: string) =>
  `<tr><td style="padding:9px 12px 9px 0;border-bottom:1px solid #dfe8ea;${weight}">${escape(label)}</td>` +
  `<td align="right" style="padding:9px 0;border-bottom:1px solid #dfe8ea;white-space:nowrap;${weight}">${escape(amount)}</td></tr>`

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escape = (text: string) => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
