import { Type } from 'typebox'
import { type Mailer, openMailer } from './mailer.ts'

/** What mails are sent with. */
export type Tools = { readonly mailer: Mailer }

export const env = Type.Object({
  SMTP_URL: Type.String({ pattern: '^smtps?://' }),
  MAIL_FROM: Type.String({
    pattern: '^[^<>]*<[^<>@\\s]+@[^<>@\\s]+>$',
    description: 'a name and an address, such as Tradewind <hello@tradewind.example>',
  }),
})

export function openTools(env: Record<string, unknown>, stack: AsyncDisposableStack): Tools {
  return { mailer: stack.use(openMailer(String(env['SMTP_URL']), String(env['MAIL_FROM']))) }
}
