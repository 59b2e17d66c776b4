import { Type } from 'typebox'
import { Email, Exact, Text, Timestamp, UserId } from './common.ts'
import { problem } from './problem.ts'
import { event, request } from './subject.ts'

/** Any characters, no composition rules, long passphrases welcome (OWASP ASVS 5, 6.2). */
export const Password = Type.String({ minLength: 8, maxLength: 200 })

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

export const emailTaken = problem('email-taken', 409, 'There is an account with this e-mail address')
export const passwordTooWeak = problem('password-too-weak', 422, 'This password is too easy to guess')
export const wrongCredentials = problem('wrong-credentials', 401, 'E-mail address or password is wrong')
export const refreshTokenInvalid = problem(
  'refresh-token-invalid',
  401,
  'This refresh token is unknown, spent or expired',
)

export const registerUser = request('users.register', {
  summary: 'Creates a customer account and sends a welcome mail',
  input: Exact({ email: Email, password: Password, name: Text(100) }),
  output: User,
  access: 'public',
  problems: [emailTaken, passwordTooWeak],
  timeoutMs: 5_000,
})

export const logIn = request('users.log-in', {
  summary: 'Exchanges e-mail address and password for an access token and a refresh token',
  input: Exact({ email: Email, password: Type.String({ minLength: 1, maxLength: 200 }) }),
  output: Session,
  access: 'public',
  problems: [wrongCredentials],
  timeoutMs: 5_000,
})

export const refreshSession = request('users.refresh', {
  summary: 'Exchanges a refresh token for fresh tokens; using a spent one ends the whole login',
  input: Exact({ refreshToken: Type.String({ minLength: 20, maxLength: 200 }) }),
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

export const userRegistered = event('user.registered', {
  summary: 'Somebody created an account',
  stream: 'users',
  data: Exact({ userId: UserId }),
})
