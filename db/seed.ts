import { Type } from 'typebox'
import { readEnv } from '#compose/env.ts'
import '#compose/light-imports.ts'
import { run } from '#compose/run.ts'

/** `node db/seed.ts` fills the shop of the databases that the environment names. */
await run(async () => {
  const databaseUrl = Type.String({ pattern: '^postgres(ql)?://' })
  const env = readEnv(
    Type.Object({
      USERS_DATABASE_URL: databaseUrl,
      PRODUCTS_DATABASE_URL: databaseUrl,
      INVENTORY_DATABASE_URL: databaseUrl,
      ORDERS_DATABASE_URL: databaseUrl,
      STAFF_EMAIL: Type.String({ format: 'email', maxLength: 254, default: 'admin@tradewind.example' }),
      STAFF_PASSWORD: Type.Optional(Type.String({ minLength: 8, maxLength: 200 })),
    }),
  )
  const { seedAll } = await import('./seed-all.ts')
  await seedAll({
    urls: {
      users: env.USERS_DATABASE_URL,
      products: env.PRODUCTS_DATABASE_URL,
      inventory: env.INVENTORY_DATABASE_URL,
      orders: env.ORDERS_DATABASE_URL,
    },
    ...(env.STAFF_PASSWORD && { staff: { email: env.STAFF_EMAIL, password: env.STAFF_PASSWORD } }),
  })
  return 'finished'
})
