import { expect, test } from 'vitest'
import type { Problem } from '#subjects/problem.ts'
import { checkInput } from './input.ts'
import { splitInput } from './route.ts'
import { routes } from './routes.ts'

/** As long as a body may be, and made for expressions and rules that go back and try again. */
const hostile: readonly unknown[] = [
  `${'a'.repeat(60_000)}\u0001`,
  ' '.repeat(60_000),
  `${'a-'.repeat(30_000)}!`,
  `${'0.'.repeat(30_000)}@`,
  Array.from({ length: 16_000 }, () => 'a'),
  Array.from({ length: 20_000 }, () => []),
]

const taking = routes.flatMap(({ method, path, subject, feed }) => {
  const { body } = splitInput({ method, path, subject, ...(feed && { feed }) })
  return body && Object.keys(body.properties).length > 0 ? [[`${method} ${path}`, body] as const] : []
})

test.each(taking)('%s keeps nobody waiting for what is wrong with a long body', (url, schema) => {
  const check = checkInput({ schema, httpPart: 'body', method: '', url })
  void check({})
  const names = Object.keys(schema.properties)
  for (const value of hostile) {
    const at = performance.now()
    for (const name of names) void check({ [name]: value })
    expect(performance.now() - at).toBeLessThan(600)
  }
})

test.each([
  ['x'.repeat(720_000), 'max-length'],
  [`${'x'.repeat(20_000)}\u0001`, 'pattern'],
])('what is wrong with a long list is told wherever it stands', (content, code) => {
  const [, schema] = taking.find(([line]) => line === 'POST /imports/stock') ?? []
  if (!schema) throw new Error('No list is taken any more')
  const check = checkInput({ schema, httpPart: 'body', method: '', url: '' })
  const { error } = check({ format: 'csv', content }) as { error?: Problem }
  expect(error?.body.errors).toMatchObject([{ pointer: '/content', code }])
})
