import type { Template } from '../letter.ts'

/** The first mail to somebody who has just opened an account. */
export const welcome: Template<Record<string, never>> = {
  name: 'welcome',
  subject: () => 'Welcome to Tradewind',
  write: () => ({
    heading: 'Welcome aboard',
    parts: [
      'Thank you for opening an account with us. We are glad you are here.',
      'You can now fill a cart and order, and follow every order from the moment you place it until it is at your door. We write to you when something happens that you would want to know, and otherwise leave you in peace.',
      'If it was not you who opened this account, you do not have to do anything: without the password nobody can order in your name.',
    ],
  }),
}
