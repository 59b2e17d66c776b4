import type { Template } from '../letter.ts'

type Data = { readonly sku: string; readonly name?: string }

/** Tells somebody who asked for it that something can be had again. */
export const stockReturnedMail: Template<Data> = {
  name: 'stock-returned',
  subject: ({ sku, name = sku }) => `${name} is back`,
  write: ({ sku, name = sku }) => ({
    heading: 'It is back',
    parts: [
      `You wanted to know when ${name} can be had again: now it can, while there is some left.`,
      'This was the one mail about it. If it sells out again, you can ask for another.',
    ],
  }),
}
