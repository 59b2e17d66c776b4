/** What the bank says when a card is charged. */
export type Verdict =
  | { readonly says: 'yes' }
  /** `unlessSetUp`: not of one that its holder has set up for later. */
  | { readonly says: 'authenticate'; readonly unlessSetUp?: true }
  | {
      readonly says: 'no'
      readonly code: string
      readonly declineCode: string
      readonly message: string
      /** It may be kept, and is refused when it is charged. */
      readonly onlyCharges?: true
    }

/** A card of Stripe's. `disputes`: its holder will say that they never paid; `multicapture`: its money may be taken in parts. */
export type TestCard = {
  readonly brand: string
  readonly last4: string
  readonly verdict: Verdict
  readonly disputes?: true
  readonly multicapture?: true
}

const yes: Verdict = { says: 'yes' }

const no = (code: string, message: string, declineCode: string = code): Verdict => ({
  says: 'no',
  code,
  declineCode,
  message,
})
const declined = (declineCode: string, message = 'Your card was declined.') => no('card_declined', message, declineCode)

/** Stripe's test tokens, their card, and the bank's answer (https://docs.stripe.com/testing). */
const cards: Readonly<Record<string, TestCard>> = {
  pm_card_visa: { brand: 'visa', last4: '4242', verdict: yes, multicapture: true },
  pm_card_visa_debit: { brand: 'visa', last4: '5556', verdict: yes },
  pm_card_mastercard: { brand: 'mastercard', last4: '4444', verdict: yes },
  pm_card_amex: { brand: 'amex', last4: '0005', verdict: yes },
  pm_card_discover: { brand: 'discover', last4: '1117', verdict: yes },
  pm_card_authenticationRequired: { brand: 'visa', last4: '3184', verdict: { says: 'authenticate' } },
  pm_card_authenticationRequiredOnSetup: {
    brand: 'visa',
    last4: '3155',
    verdict: { says: 'authenticate', unlessSetUp: true },
  },
  pm_card_chargeDeclined: { brand: 'visa', last4: '0002', verdict: declined('generic_decline') },
  pm_card_chargeDeclinedInsufficientFunds: {
    brand: 'visa',
    last4: '9995',
    verdict: declined('insufficient_funds', 'Your card has insufficient funds.'),
  },
  pm_card_chargeDeclinedLostCard: { brand: 'visa', last4: '9987', verdict: declined('lost_card') },
  pm_card_chargeDeclinedStolenCard: { brand: 'visa', last4: '9979', verdict: declined('stolen_card') },
  pm_card_chargeDeclinedExpiredCard: {
    brand: 'visa',
    last4: '0069',
    verdict: no('expired_card', 'Your card has expired.'),
  },
  pm_card_chargeDeclinedIncorrectCvc: {
    brand: 'visa',
    last4: '0127',
    verdict: no('incorrect_cvc', "Your card's security code is incorrect."),
  },
  pm_card_chargeDeclinedProcessingError: {
    brand: 'visa',
    last4: '0119',
    verdict: no('processing_error', 'An error occurred while processing your card. Try again in a little bit.'),
  },
  pm_card_chargeCustomerFail: {
    brand: 'visa',
    last4: '0341',
    verdict: {
      says: 'no',
      code: 'card_declined',
      declineCode: 'generic_decline',
      message: 'Your card was declined.',
      onlyCharges: true,
    },
  },
  pm_card_createDispute: { brand: 'visa', last4: '0259', verdict: yes, disputes: true },
}

const byLast4 = new Map(Object.values(cards).map((card) => [card.last4, card]))

/** The card of a test token. */
export const cardOfToken = (token: string): TestCard | undefined =>
  Object.hasOwn(cards, token) ? cards[token] : undefined

/** The card with these last four digits. */
export const cardEnding = (last4: string): TestCard => byLast4.get(last4) ?? { brand: 'visa', last4, verdict: yes }
