import { type TProperties, type TSchema, Type } from 'typebox'

/** An object that refuses members it does not know, so that a misspelt field is an answer and not a silence. */
export const Exact = <P extends TProperties>(properties: P, options: { description?: string } = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options })

/** A TypeID: a prefix that says what it names, and a UUIDv7 in base 32 (https://github.com/jetify-com/typeid). */
export const IdOf = (prefix: string) =>
  Type.String({ pattern: `^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`, description: `TypeID with prefix ${prefix}_` })

export const UserId = IdOf('usr')
/** Somebody without an account, known by the token of a cart. */
export const GuestId = IdOf('gst')
/** Whoever buys: a user, or a guest. */
export const CustomerId = Type.String({
  pattern: '^(usr|gst)_[0-7][0-9a-hjkmnp-tv-z]{25}$',
  description: 'TypeID with prefix usr_, or gst_ for a guest',
})
export const ProductId = IdOf('prd')
export const CartId = IdOf('crt')
export const OrderId = IdOf('ord')
/** What a problem says of an order that was placed and came to nothing. */
export const RefusedOrderId = Type.String({
  ...OrderId,
  description: 'The order that came to nothing, if there is one',
})
export const PaymentId = IdOf('pay')
export const ReturnId = IdOf('ret')

export const Timestamp = Type.String({
  format: 'date-time',
  description: 'RFC 3339, UTC, with milliseconds',
})

/** What everything says of itself that staff keep. */
export const Kept = { version: Type.Integer({ minimum: 1 }), createdAt: Timestamp, updatedAt: Timestamp }

/** Minor units of a currency as an integer: 1999 is 19.99 EUR, 1999 JPY, 1.999 KWD. The bound keeps sums far from 2^53. */
export const Amount = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000_000, description: 'Integer minor units' })

export const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })

export const Money = Exact({ amount: Amount, currency: Currency })

/** A country, and a part of it that has rules of its own. */
export const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' })

export const Sku = Type.String({ pattern: '^[A-Z0-9][A-Z0-9-]{1,39}$', description: 'Stock keeping unit' })

export const Quantity = Type.Integer({ minimum: 1, maximum: 999 })

export const Email = Type.String({ format: 'email', maxLength: 254 })

/** One way to write an address, so that there is one account for it. */
export const normalizeEmail = (email: string): string => email.normalize('NFC').trim().toLowerCase()

/** Text a person typed: bounded, and free of the control characters that break logs, mails and Postgres. */
export const Text = (maxLength: number, options: { minLength?: number; description?: string } = {}) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$',
    ...options,
  })

/**
 * What somebody is called: text with something to see in it. The blanks before that are told apart from all that may follow, or
 * looking for it would take a long text apart in each place.
 */
export const PersonName = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^[^\\S\\u000b\\u000c]*[^\\s\\u0000-\\u001f\\u007f][^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$',
})

/** The part of a list that one answer carries. */
export const PageQuery = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, default: 20, description: 'How many there may be on the page' }),
  ),
  /** Long enough for one that carries the longest name. */
  cursor: Type.Optional(Type.String({ maxLength: 2_048, description: '`next` of the page before this one' })),
  include: Type.Optional(Type.Enum(['total'], { description: '`total`: also count what there is' })),
}

/** Counting stops here: nobody turns so many pages, and a number that is always exact costs a walk through everything. */
export const mostCounted = 10_000

/** One answer of a list that comes a page at a time. */
export const PageOf = <T extends TSchema>(item: T) =>
  Exact({
    items: Type.Array(item),
    next: Type.Union([Type.String(), Type.Null()], { description: 'The cursor of the next page' }),
    total: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: mostCounted,
        description: 'How many there are on all pages; only if asked for',
      }),
    ),
    relation: Type.Optional(
      Type.Enum(['eq', 'gte'], { description: '`gte`: there are more than `total`, and nobody counted on' }),
    ),
  })

/** A place in a history, to go on from there. */
export const FollowQuery = {
  after: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: 'The `seq` of the last entry that is known' }),
  ),
}

/**
 * What a stream is fed with: the entries after a place, oldest first. `seq` counts up, and whoever has read one will find none
 * below it later. The state says whether to ask again at once, when something has happened, or never.
 */
export const Followed = <E extends TSchema>(Entry: E) =>
  Exact({ items: Type.Array(Entry), state: Type.Enum(['more', 'open', 'final']) })

export const Address = Exact({
  name: Text(100),
  line1: Text(200),
  line2: Type.Optional(Text(200)),
  city: Text(100),
  postalCode: Text(20),
  region: Type.Optional(Text(100)),
  country: Country,
})
