import { type Static, Type } from 'typebox'
import { type Mailer, openMailer } from './mailer.ts'

/** What mails are sent with. */
export type Tools = {
  readonly mailer: Mailer
  /** Where somebody ends what they do not want; undefined if nobody has said where the API is called at from outside. */
  readonly unsubscribeUrl: (token: string) => string | undefined
}

export const env = Type.Object({
  PUBLIC_URL: Type.Optional(Type.String({ pattern: '^https?://[^/?#]+$' })),
  SMTP_URL: Type.String({ pattern: '^smtps?://' }),
  MAIL_FROM: Type.String({
    pattern: '^[^<>]*<[^<>@\\s]+@[^<>@\\s]+>$',
    description: 'a name and an address, such as Tradewind <hello@tradewind.example>',
  }),
})

export function openTools(given: Record<string, unknown>, stack: AsyncDisposableStack): Tools {
  const { SMTP_URL, MAIL_FROM, PUBLIC_URL } = given as Static<typeof env>
  return {
    mailer: stack.use(openMailer(SMTP_URL, MAIL_FROM)),
    unsubscribeUrl: (token) => (PUBLIC_URL === undefined ? undefined : `${PUBLIC_URL}/unsubscribe/${token}`),
  }
}
