import { Type } from 'typebox'
import { readEnv } from '../../env.ts'
import { run } from '../../run.ts'
import { startStripeSandbox } from './server.ts'

const Env = Type.Object({
  HOST: Type.String({ default: '127.0.0.1' }),
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 0 }),
  WEBHOOK_URL: Type.Optional(Type.String({ pattern: '^https?://' })),
  WEBHOOK_SECRET: Type.String({ minLength: 1, default: 'whsec_sandbox' }),
  WEBHOOK_EVENTS: Type.String({ default: '*', description: 'types of event, separated by commas' }),
  DATA_DIR: Type.Optional(Type.String()),
  DELAY_MS: Type.Integer({ minimum: 0, default: 0 }),
})

await run(async (stack) => {
  const env = readEnv(Env)
  const sandbox = await startStripeSandbox({
    host: env.HOST,
    port: env.PORT,
    webhookSecret: env.WEBHOOK_SECRET,
    webhookEvents: env.WEBHOOK_EVENTS.split(',').map((type) => type.trim()),
    delayMs: env.DELAY_MS,
    ...(env.WEBHOOK_URL !== undefined && { webhookUrl: env.WEBHOOK_URL }),
    ...(env.DATA_DIR !== undefined && { dataDir: env.DATA_DIR }),
  })
  stack.use(sandbox)
  console.info(`Stripe sandbox on ${sandbox.url}`)
})
