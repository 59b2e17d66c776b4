import type { ExamplesOf } from '../subject.ts'
import type * as subject from '../users.ts'
import { ada, opened } from './story.ts'

const user = { id: ada.id, email: ada.email, name: ada.name, role: 'customer' as const, createdAt: opened }

const session = {
  accessToken: 'eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJyb2xlIjoiY3VzdG9tZXIifQ.c2lnbmVk',
  tokenType: 'Bearer' as const,
  expiresIn: 600,
  refreshToken: 'Zm9yIHRoZSBuZXh0IHRva2VuLCBvbmNl',
  user,
}

/** Ada opens an account, and comes and goes. */
export const users: ExamplesOf<typeof subject> = {
  registerUser: { input: { email: ada.email, password: ada.password, name: ada.name }, output: user },
  logIn: { input: { email: ada.email, password: ada.password }, output: session },
  refreshSession: {
    input: { refreshToken: session.refreshToken },
    output: { ...session, refreshToken: 'YW5kIHRoaXMgaXMgdGhlIG5leHQgb25l' },
  },
  logOut: { input: {}, output: null },
  readMe: { input: {}, output: user },
  readKeys: {
    input: {},
    output: {
      keys: [
        {
          kty: 'OKP',
          crv: 'Ed25519',
          x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
          kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
          alg: 'EdDSA',
          use: 'sig',
        },
      ],
    },
  },
  readContacts: {
    input: { userIds: [ada.id] },
    output: { contacts: [{ userId: ada.id, email: ada.email, name: ada.name }] },
  },
  userRegistered: { userId: ada.id },
}
