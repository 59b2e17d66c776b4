import type { notifications as mails } from '#db/notifications/schema.ts'
import { newId } from '#subjects/id.ts'

/** A mail for a test, as it stands in the table before anybody has tried to send it. */
export const mailTo = (userId: string, other: Partial<typeof mails.$inferInsert> = {}) => ({
  id: newId('ntf'),
  causeId: newId('evt'),
  channel: 'email' as const,
  userId,
  template: 'welcome',
  data: {},
  subject: 'Welcome',
  ...other,
})
