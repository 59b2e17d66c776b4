import { scopes } from '#subjects/api-key.ts'
import { type Route, scopeOf } from '../route.ts'

/** What shows who is asking: two things in the header Authorization, and one in a header of its own. */
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
  cartToken: {
    type: 'apiKey',
    in: 'header',
    name: 'Cart-Token',
    description:
      'Of a guest, as the first answer told it that put something into their cart. Whoever shows it is that guest. Beside an access token it has what is in the cart merged into that of the account.',
  },
} as const

/** What opens an operation. An API key speaks for the shop, and so for no customer and no administrator. */
export function securityOf(route: Route): Record<string, readonly string[]>[] {
  const { access } = route.subject
  if (access === 'public') return []
  if (access === 'shopper') return [{ accessToken: [] }, { cartToken: [] }, ...(route.strangers ? [{}] : [])]
  return [{ accessToken: [] }, ...(access === 'staff' ? [{ apiKey: [scopeOf(route)] }] : [])]
}
