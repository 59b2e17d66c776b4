import type { readMe } from '#subjects/users.ts'
import type { OutputOf } from '#subjects/subject.ts'

/** What both ways answer. */
export const nobody: OutputOf<typeof readMe> = {
  id: 'usr_00000000000000000000000001',
  email: 'nobody@example.com',
  name: 'Nobody',
  role: 'customer',
  createdAt: '2026-01-01T00:00:00.000Z',
}
