import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { readEnv } from './env.ts'

const Env = Type.Object({
  PORT: Type.Integer({ minimum: 1, maximum: 65_535, default: 8000 }),
  LOG_LEVEL: Type.Enum(['info', 'debug']),
  SECRET_KEY: Type.String({ minLength: 32 }),
  NATS_URL: Type.String({ pattern: '^nats://' }),
  SMTP_URL: Type.Optional(Type.String({ description: 'smtp://host:port' })),
  COLOURS: Type.Optional(Type.Boolean()),
})
const good = { LOG_LEVEL: 'info', SECRET_KEY: 'x'.repeat(32), NATS_URL: 'nats://127.0.0.1:4222' }

test('values are converted, defaults filled in, and other variables left out', () => {
  expect(readEnv(Env, { ...good, COLOURS: 'true', HOME: '/root' })).toEqual({ ...good, PORT: 8000, COLOURS: true })
  expect(readEnv(Env, { ...good, PORT: '9000' }).PORT).toBe(9000)
})

test('an empty variable counts as not set', () => {
  expect(readEnv(Env, { ...good, PORT: '', SMTP_URL: '' })).toEqual({ ...good, PORT: 8000 })
})

test('every wrong variable is named with what it got and what it takes', () => {
  const wrong = { PORT: 'eighty', LOG_LEVEL: 'loud', COLOURS: 'perhaps' }

  expect(() => readEnv(Env, wrong)).toThrow(
    [
      'Bad environment',
      '  PORT: got "eighty", takes a whole number from 1 to 65535',
      '  LOG_LEVEL: got "loud", takes one of info, debug',
      '  SECRET_KEY: is missing, takes a text of at least 32 characters',
      '  NATS_URL: is missing, takes a text that matches ^nats://',
      '  COLOURS: got "perhaps", takes true or false',
    ].join('\n'),
  )
})

test.each(['12.5', 'true', '80abc', '-1', '65536', ' ', '1e9'])('%j is no port', (port) => {
  expect(() => readEnv(Env, { ...good, PORT: port })).toThrow('PORT: got')
})

test('secrets do not show in the message', () => {
  const wrong = { ...good, SECRET_KEY: 'hunter2', NATS_URL: 'postgres://ada:hunter2@db:5432/x' }

  expect(() => readEnv(Env, wrong)).toThrow('postgres://ada:***@db:5432/x')
  expect(() => readEnv(Env, wrong)).toThrow('SECRET_KEY: got a secret of 7 characters')
  expect(() => readEnv(Env, wrong)).not.toThrow('hunter2')
})
