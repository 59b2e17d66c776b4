import { passwordTooWeak } from '#subjects/users.ts'
import { commonPasswords } from './common-passwords.ts'

const shopName = 'tradewind'
const shortest = 8
/** Shorter names are part of too many words to tell anything. */
const shortestName = 4

/** Refuses a password that would be among the first guesses at this account. Anything else is its owner's choice. */
export function refuseWeakPassword(password: string, email: string): void {
  const guess = password.normalize('NFKC').toLowerCase()
  const [name = ''] = email.split(/[+@]/, 1)
  if (Array.from(guess).length < shortest) refuse('too-short', `takes at least ${shortest} characters`)
  if (commonPasswords.has(guess)) refuse('common', 'is one that many people have')
  if (/^(.)\1+$/u.test(guess)) refuse('repeated', 'is one character over and over')
  if (guess.includes(shopName)) refuse('shop-name', 'has the name of the shop in it')
  if (name.length >= shortestName && guess.includes(name)) refuse('email', 'has the e-mail address in it')
}

function refuse(code: string, detail: string): never {
  throw passwordTooWeak(`The password ${detail}`, { errors: [{ pointer: '/password', code, detail }] })
}
