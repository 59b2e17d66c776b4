import { join } from 'node:path'
import { webhookTypes } from '#subjects/payments.ts'
import { startMailbox } from './mailbox/server.ts'
import { freePort } from './ports.ts'
import { startStripeSandbox } from './stripe/server.ts'

/** Stands in for what Tradewind reaches outside, unless the environment names the real ones: Stripe and a mail server. */
export async function startOutside(
  given: { STRIPE_SECRET_KEY?: string; SMTP_URL?: string },
  { dir, webhookUrl, webhookSecret }: { dir: string; webhookUrl: string; webhookSecret: string },
  stack: AsyncDisposableStack,
): Promise<{ variables: Record<string, string>; urls: { stripe?: string; mailbox?: string } }> {
  const variables: Record<string, string> = {}
  const urls: { stripe?: string; mailbox?: string } = {}
  if (given.STRIPE_SECRET_KEY === undefined) {
    const dataDir = join(dir, 'data', 'stripe')
    const webhook = { webhookUrl, webhookSecret, webhookEvents: webhookTypes }
    const sandbox = stack.use(await startStripeSandbox({ port: await freePort(), dataDir, ...webhook }))
    urls.stripe = sandbox.url
    variables['STRIPE_SECRET_KEY'] = 'sk_test_sandbox'
    variables['STRIPE_API_URL'] = sandbox.url
    variables['STRIPE_WEBHOOK_SECRETS'] = webhookSecret
    // The sandbox has no account with limits.
    variables['STRIPE_MOST_PER_SECOND'] = '100000'
  }
  if (given.SMTP_URL === undefined) {
    const ports = { smtpPort: await freePort(), httpPort: await freePort(8025) }
    const mailbox = stack.use(await startMailbox({ ...ports, dataDir: join(dir, 'data', 'mailbox') }))
    urls.mailbox = mailbox.url
    variables['SMTP_URL'] = mailbox.smtpUrl
  }
  return { variables, urls }
}
