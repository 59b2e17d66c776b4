import { type TSchema, Type } from 'typebox'
import { scopes } from './api-key.ts'
import { Email, Exact, IdOf, PageOf, PageQuery, PersonName, Text, Timestamp, UserId } from './common.ts'
import { notFound, problem } from './problem.ts'
import { cursorInvalid } from './cursor.ts'
import { event, request } from './subject.ts'

/** Any characters, no composition rules, long passphrases welcome (OWASP ASVS 5, 6.2). */
export const Password = Type.String({ minLength: 8, maxLength: 200, pattern: '^[^\\u0000]*$' })

export const User = Exact({
  id: UserId,
  email: Email,
  name: Text(100),
  role: Type.Enum(['customer', 'staff', 'admin']),
  createdAt: Timestamp,
})

export const Session = Exact({
  accessToken: Type.String({ description: 'EdDSA JWT (RFC 8037), valid for `expiresIn` seconds' }),
  tokenType: Type.Literal('Bearer'),
  expiresIn: Type.Integer({ minimum: 1, description: 'Seconds' }),
  refreshToken: Type.String({
    description: 'Opaque; using it gives the next one. Once more within ten seconds gives the same one again',
  }),
  user: User,
})

export const JsonWebKeySet = Type.Object({
  keys: Type.Array(
    Type.Object({
      kty: Type.String(),
      crv: Type.String(),
      x: Type.String(),
      kid: Type.String(),
      alg: Type.String(),
      use: Type.String(),
    }),
  ),
})

export const Contact = Exact({ userId: UserId, email: Email, name: Text(100) })

export const ApiKeyId = IdOf('key')

export const ApiKeyScope = Type.Enum([...scopes])

const ApiKeyScopes = Type.Array(ApiKeyScope, { minItems: 1, maxItems: scopes.length, uniqueItems: true })

const ApiVersion = Type.String({
  format: 'date',
  description: 'What the key gets where a request names no Api-Version',
})

const Maybe = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

export const ApiKey = Exact({
  id: ApiKeyId,
  name: Text(100),
  prefix: Type.String({ description: 'How the secret begins, to tell keys apart' }),
  scopes: ApiKeyScopes,
  apiVersion: Maybe(ApiVersion),
  createdBy: Type.String({ description: 'The administrator who made it' }),
  createdAt: Timestamp,
  lastUsedAt: Maybe({ ...Timestamp, description: 'To within an hour' }),
  expiresAt: Maybe(Timestamp),
  revokedAt: Maybe(Timestamp),
})

export const CreatedApiKey = Exact({
  ...ApiKey.properties,
  secret: Type.String({ description: 'Shown here and never again. Send it as `Authorization: Bearer tw_…`' }),
})

export const emailTaken = problem('email-taken', 409, 'There is an account with this e-mail address')
export const passwordTooWeak = problem('password-too-weak', 422, 'This password is too easy to guess')
export const wrongCredentials = problem('wrong-credentials', 401, 'E-mail address or password is wrong')
export const refreshTokenInvalid = problem(
  'refresh-token-invalid',
  401,
  'This refresh token is unknown, spent or expired',
)

export const apiKeyInvalid = problem('api-key-invalid', 401, 'This API key is unknown, expired or revoked')

export const registerUser = request('users.register', {
  summary: 'Creates a customer account and sends a welcome mail',
  input: Exact({ email: Email, password: Password, name: PersonName }),
  output: User,
  access: 'public',
  problems: [emailTaken, passwordTooWeak],
  timeoutMs: 5_000,
})

export const logIn = request('users.log-in', {
  summary: 'Exchanges e-mail address and password for an access token and a refresh token',
  input: Exact({ email: Email, password: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000]*$' }) }),
  output: Session,
  access: 'public',
  problems: [wrongCredentials],
  timeoutMs: 5_000,
})

export const refreshSession = request('users.refresh', {
  summary: 'Exchanges a refresh token for fresh tokens; using a spent one ends the whole login',
  input: Exact({ refreshToken: Type.String({ minLength: 20, maxLength: 200, pattern: '^[^\\u0000]*$' }) }),
  output: Session,
  access: 'public',
  problems: [refreshTokenInvalid],
  priority: 'high',
})

export const logOut = request('users.log-out', {
  summary: 'Ends the login the caller speaks from: its tokens stop working at once',
  input: Exact({}),
  output: Type.Null(),
  access: 'customer',
  priority: 'vital',
})

export const readMe = request('users.read-me', {
  summary: "Reads the caller's own account",
  input: Exact({}),
  output: User,
  access: 'customer',
})

export const readKeys = request('users.keys', {
  summary: 'The public keys that access tokens are signed with (RFC 7517)',
  input: Exact({}),
  output: JsonWebKeySet,
  access: 'public',
  priority: 'vital',
})

export const readContacts = request('users.contacts', {
  summary: 'Where to reach people. Events carry ids; whoever writes to a person asks here',
  input: Exact({ userIds: Type.Array(UserId, { minItems: 1, maxItems: 500 }) }),
  output: Exact({ contacts: Type.Array(Contact) }),
  access: 'internal',
  callers: ['notifications', 'tools'],
})

export const listStaff = request('users.list-staff', {
  summary: 'Who works here: whom to tell of what somebody has to look at',
  input: Exact({}),
  output: Exact({ userIds: Type.Array(UserId) }),
  access: 'internal',
  callers: ['notifications', 'tools'],
})

export const findByEmail = request('users.find-by-email', {
  summary: 'Whose account has this e-mail address; null if it is nobody',
  input: Exact({ email: Email }),
  output: Exact({ userId: Type.Union([UserId, Type.Null()]) }),
  access: 'internal',
  callers: ['orders', 'tools'],
})

export const endPassed = problem('end-passed', 422, 'The end of an API key lies in the future')

export const createApiKey = request('users.create-api-key', {
  summary: 'Makes an API key for a program of ours or a partner: it acts as staff, within its scopes',
  input: Exact({
    name: Text(100),
    scopes: ApiKeyScopes,
    apiVersion: Type.Optional(ApiVersion),
    expiresAt: Type.Optional(Timestamp),
  }),
  output: CreatedApiKey,
  access: 'admin',
  problems: [endPassed],
  idempotencyKey: true,
})

export const listApiKeys = request('users.list-api-keys', {
  summary: 'All API keys, those that were revoked too, newest first, a page at a time',
  input: Exact(PageQuery),
  output: PageOf(ApiKey),
  access: 'admin',
  problems: [cursorInvalid],
})

export const readApiKey = request('users.read-api-key', {
  summary: 'Reads an API key, without its secret',
  input: Exact({ apiKeyId: ApiKeyId }),
  output: ApiKey,
  access: 'admin',
  problems: [notFound],
})

export const revokeApiKey = request('users.revoke-api-key', {
  summary: 'Ends an API key: it stops working at once',
  input: Exact({ apiKeyId: ApiKeyId }),
  output: Type.Null(),
  access: 'admin',
  priority: 'vital',
  problems: [notFound],
})

export const verifyApiKey = request('users.verify-api-key', {
  summary: 'What the API key with this SHA-256 may do. The key itself stays at the edge',
  input: Exact({ hash: Type.String({ pattern: '^[\\w-]{43}$' }) }),
  output: Exact({ id: ApiKeyId, scopes: ApiKeyScopes, apiVersion: Maybe(ApiVersion), expiresAt: Maybe(Timestamp) }),
  access: 'internal',
  callers: ['edge', 'tools'],
  problems: [apiKeyInvalid],
})

export const userRegistered = event('user.registered', {
  summary: 'Somebody created an account',
  stream: 'users',
  consumers: ['notifications'],
  data: Exact({ userId: UserId }),
})
