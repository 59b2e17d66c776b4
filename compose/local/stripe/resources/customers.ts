import type Stripe from 'stripe'
import type { Call } from '../call.ts'
import { list, listing } from '../listing.ts'
import { newId } from '../objects.ts'
import { metadata, optional, text } from '../params.ts'
import { route, type Input } from '../route.ts'

const creation = { email: optional(text), name: optional(text), description: optional(text), metadata }

/** Those for whom cards are kept (https://docs.stripe.com/api/customers). */
export const customers = [
  route('POST /v1/customers', creation, createCustomer),
  route('GET /v1/customers/:id', {}, ({ id }, call) => call.get('customer', id)),
  route('GET /v1/customers', { ...listing, email: optional(text) }, ({ email, ...page }, call) =>
    list(call, 'customer', page, (customer) => email === undefined || customer.email === email),
  ),
]

function createCustomer(input: Input<typeof creation>, call: Call): Stripe.Customer {
  const customer = call.put<Stripe.Customer>({
    id: newId('cus'),
    object: 'customer',
    balance: 0,
    created: call.now,
    default_source: null,
    delinquent: false,
    description: input.description ?? null,
    email: input.email ?? null,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: input.metadata,
    name: input.name ?? null,
    shipping: null,
  })
  call.emit('customer.created', customer)
  return customer
}
