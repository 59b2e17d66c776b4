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

const erpKey = {
  id: 'key_01m84rbg7sf689g5dk3v8w2h5x',
  name: 'Warehouse system',
  prefix: 'tw_test_q3Zk',
  scopes: ['inventory:read' as const, 'inventory:write' as const],
  apiVersion: '2026-11-01',
  createdBy: 'usr_01m84rbg7rf689g5btr5wcz0qa',
  createdAt: opened,
  lastUsedAt: null,
  expiresAt: null,
  revokedAt: null,
}

/** Ada opens an account, and comes and goes; the warehouse's system gets a key. */
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
  listStaff: { input: {}, output: { userIds: [erpKey.createdBy] } },
  findByEmail: { input: { email: ada.email }, output: { userId: ada.id } },
  createApiKey: {
    input: { name: erpKey.name, scopes: erpKey.scopes, apiVersion: erpKey.apiVersion },
    output: { ...erpKey, secret: 'tw_test_q3ZkN0tAKey0fAnyb0dyInTheW0rldAtAll1' },
  },
  listApiKeys: { input: { limit: 20 }, output: { items: [erpKey], next: null } },
  readApiKey: { input: { apiKeyId: erpKey.id }, output: erpKey },
  revokeApiKey: { input: { apiKeyId: erpKey.id }, output: null },
  verifyApiKey: {
    input: { hash: 'LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ' },
    output: { id: erpKey.id, scopes: erpKey.scopes, apiVersion: erpKey.apiVersion, expiresAt: null },
  },
  userRegistered: { userId: ada.id },
}
