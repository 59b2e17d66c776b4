import { pid } from 'node:process'
import { expect, test } from 'vitest'
import { serveHealth } from '../telemetry.ts'
import { answersAs, databaseVariables } from './processes.ts'

test('a process that answers on the port of another is not taken for it', async () => {
  await using health = await serveHealth({ port: 0, host: '127.0.0.1', ready: () => ({}) })

  await answersAs(pid, health.port)

  await expect(answersAs(pid + 1, health.port)).rejects.toThrow(`another process answers on port ${health.port}`)
})

test("an actor's database is reached as the server's own is, query and all", () => {
  const secret = (name: string) => `of ${name}`

  const variables = databaseVariables('postgresql://boss:x@db.example:6432/postgres?sslmode=require', secret)

  expect(variables['ORDERS_DATABASE_URL']).toBe(
    'postgresql://orders:of%20database%20orders@db.example:6432/orders_db?sslmode=require',
  )
})
