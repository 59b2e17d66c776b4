import { defineConfig } from 'drizzle-kit'

const actor = process.env['ACTOR'] ?? 'orders'

export default defineConfig({
  dialect: 'postgresql',
  casing: 'snake_case',
  schema: `./db/${actor}/schema.ts`,
  out: `./db/${actor}/migrations`,
})
