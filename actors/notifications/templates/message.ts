import type { Template } from '../letter.ts'

type Data = { readonly subject: string; readonly text: string }

/** A message in words of its own: a blank line begins a new paragraph. */
export const message: Template<Data> = {
  name: 'message',
  subject: ({ subject }) => subject,
  write: ({ subject, text }) => ({
    heading: subject,
    parts: text
      .replaceAll('\r\n', '\n')
      .split(/\n\s*\n/)
      .map((paragraph) => paragraph.trim())
      .filter(Boolean),
  }),
}
