import type { Template } from '../letter.ts'

type Data = { readonly pieces: number }

/** Reminds somebody of what they left in the cart. */
export const cartAbandonedMail: Template<Data> = {
  name: 'cart-abandoned',
  marketing: true,
  subject: () => 'You left something in your cart',
  write: ({ pieces }) => ({
    heading: 'Still thinking it over?',
    parts: [
      `${pieces === 1 ? 'There is one thing' : `There are ${pieces} things`} in your cart, as you left it. Nothing in it is set aside for you, so somebody else may be faster.`,
      'This is the only time that we write to you about it.',
    ],
  }),
}
