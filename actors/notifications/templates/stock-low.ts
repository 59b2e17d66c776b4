import type { Template } from '../letter.ts'

type Data = { readonly sku: string; readonly available: number; readonly threshold: number }

/** Tells staff that something should be ordered. */
export const stockLowMail: Template<Data> = {
  name: 'stock-low',
  subject: ({ sku, available }) => `${sku} runs low: ${available} left`,
  write: ({ sku, available, threshold }) => ({
    heading: 'Something runs low',
    parts: [
      `Of ${sku} ${available} are left that nobody is promised. You wanted to know when there are ${threshold} or fewer.`,
      'You will hear of it again only after there were clearly more.',
    ],
  }),
}
