import { scopes } from '#subjects/api-key.ts'
import { type Route, scopeOf } from '../route.ts'

/** The two things to show in the header Authorization. */
export const securitySchemes = {
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'Of somebody who logged in, from `POST /auth/login`. It lasts ten minutes.',
  },
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'tw_live_…',
    description: `Of a program that works for the shop, from \`POST /api-keys\`. It opens what is for staff, within its scopes: ${scopes.join(', ')}.`,
  },
} as const

/** What opens an operation. An API key speaks for the shop, and so for no customer and no administrator. */
export function securityOf(route: Route): Record<string, readonly string[]>[] {
  const { access } = route.subject
  if (access === 'public') return []
  return [{ accessToken: [] }, ...(access === 'staff' ? [{ apiKey: [scopeOf(route)] }] : [])]
}
