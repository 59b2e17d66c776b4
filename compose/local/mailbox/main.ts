import { Type } from 'typebox'
import { readEnv } from '../../env.ts'
import { run } from '../../run.ts'
import { startMailbox } from './server.ts'

const Env = Type.Object({
  HOST: Type.String({ default: '127.0.0.1' }),
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 0 }),
  SMTP_PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 0 }),
  DATA_DIR: Type.Optional(Type.String()),
})

await run(async (stack) => {
  const env = readEnv(Env)
  const mailbox = await startMailbox({
    host: env.HOST,
    httpPort: env.PORT,
    smtpPort: env.SMTP_PORT,
    ...(env.DATA_DIR !== undefined && { dataDir: env.DATA_DIR }),
  })
  stack.use(mailbox)
  console.info(`Mailbox on ${mailbox.url}, takes mail at ${mailbox.smtpUrl}`)
})
