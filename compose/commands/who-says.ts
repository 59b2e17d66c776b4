import type { EventSubject, RequestSubject } from '#subjects/subject.ts'

/** Who may ask a request, or emits an event: `edge (staff), tools`. */
export function whoSays(subject: RequestSubject | EventSubject): string {
  if (subject.kind === 'event') return subject.emitters.join(', ')
  return subject.callers.map((caller) => (caller === 'edge' ? `edge (${subject.access})` : caller)).join(', ')
}
