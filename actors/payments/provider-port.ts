/** How far a payment has come at the provider, in our words. */
export type IntentState = 'new' | 'requires_action' | 'processing' | 'failed' | 'held' | 'taken' | 'released'

/** Why the provider says no. */
export type Refusal = { readonly code: string; readonly declineCode: string | null; readonly message: string }

/** A payment as the provider has it. */
export type Intent = {
  readonly id: string
  /** Which attempt at its payment it is. */
  readonly attempt: number
  readonly state: IntentState
  readonly amount: number
  readonly currency: string
  /** Of what is held some may be taken already, where it can be taken in parts. */
  readonly received: number
  readonly multicapture: boolean
  readonly refunded: number
  /** When a hold has to be renewed or taken, well before it ends; null where that is not known. */
  readonly renewAt: Date | null
  readonly clientSecret: string | null
  readonly refusal: Refusal | null
}

/** `renew` asks for a new hold in place of one that ends soon, `release` lets go of the one that is not needed then. */
export type Operation = 'authorize' | 'capture' | 'cancel' | 'refund' | 'renew' | 'release'

/** A change asked of the provider: the key names it there, and the body is the same to the byte however often it is sent. */
export type ProviderCall = { readonly operation: Operation; readonly key: string; readonly body: string }

/** No answer that says what happened. `pinned`: sending it again would only repeat this answer, so one has to look. */
export type Unknown = {
  readonly kind: 'unknown'
  readonly error: string
  readonly pinned: boolean
  /** There was an answer: it knows of no such thing. */
  readonly missing?: true
}

/** It did not happen, and may be sent again. `alarm`: not before somebody has mended a setting or a bug. */
export type Retry = {
  readonly kind: 'retry'
  readonly error: string
  readonly afterMs: number
  readonly unreachable?: true
  /** Somebody else is asking under the same key. */
  readonly isTaken?: true
  readonly alarm?: true
}

/** What became of a call. `fault`: it looks like a decline, but is not about the means of payment; somebody here got it wrong. */
export type Outcome =
  | { readonly kind: 'settled'; readonly intent: Intent }
  | ({ readonly kind: 'declined'; readonly intent: Intent | null; readonly fault?: string } & Refusal)
  | Unknown
  | Retry

/** What a look at the provider found; null: there is no such payment. */
export type Sight = { readonly kind: 'seen'; readonly intent: Intent | null } | Unknown | Retry

/** An event of the provider, and what it says; null if it concerns nothing of ours. */
export type Reported = { readonly id: string; readonly type: string; readonly report: Report | null }

/** What an event of the provider is about. */
export type Report =
  | PaymentReport
  | { readonly about: 'setup'; readonly setupId: string }
  | { readonly about: 'dispute'; readonly disputeId: string }

/** A payment, and how far an event says that it has come. */
export type PaymentReport = {
  readonly about: 'payment'
  readonly intentId: string
  readonly paymentId: string | null
  readonly claims: IntentState | null
}

/** A payment that was asked for between two moments, and whose intent is not known. */
export type Sought = {
  readonly paymentId: string
  readonly attempt: number
  readonly from: Date
  readonly until: Date
}

/** A card as the provider keeps it. */
export type Card = {
  readonly id: string
  readonly brand: string
  readonly last4: string
  readonly expMonth: number
  readonly expYear: number
  readonly fingerprint: string | null
}

/** A card on its way to being kept. */
export type Setup = {
  readonly id: string
  /** Which of ours it claims to be. */
  readonly setupId: string | null
  readonly state: 'requires_payment_method' | 'requires_action' | 'succeeded' | 'failed'
  readonly clientSecret: string | null
  /** Once it has succeeded. */
  readonly card: Card | null
  readonly refusal: Refusal | null
}

/** Whoever keeps cards for customers. */
export type Cards = {
  /** Makes a customer at the provider. Twice under one key is once. */
  makeCustomer(customerId: string, key: string): Promise<{ readonly kind: 'made'; readonly id: string } | Failure>
  /** Begins to keep a card. */
  setUp(call: Pick<ProviderCall, 'key' | 'body'>): Promise<{ readonly kind: 'setup'; readonly setup: Setup } | Failure>
  /** How far that has come. */
  lookAtSetup(id: string): Promise<{ readonly kind: 'setup'; readonly setup: Setup } | Failure>
  /** Lets a card go. */
  detach(card: { readonly id: string; readonly providerId: string }): Promise<{ readonly kind: 'detached' } | Failure>
}

/** A payment among all that the provider has, and whose it claims to be. */
export type Listed = Intent & { readonly paymentId: string | null; readonly orderId: string | null }

/**
 * What came into our balance at the provider or left it; negative where it left. `ours`: a payment or a refund; `cost`: what the
 * provider asks for besides; `adjustment`: what it puts right or keeps back; `other`: what nobody here has heard of.
 */
export type Movement = {
  readonly id: string
  readonly kind: 'ours' | 'payout' | 'dispute' | 'cost' | 'adjustment' | 'other'
  readonly amount: number
  readonly fee: number
  readonly currency: string
  /** What the provider calls that kind of movement. */
  readonly type: string
  /** What it is about: a charge, a payout, a dispute. */
  readonly of: string | null
}

/** A payment whose holder says that they never paid. */
export type Dispute = {
  readonly id: string
  readonly intentId: string | null
  readonly amount: number
  readonly currency: string
  readonly reason: string
  readonly state: 'open' | 'won' | 'lost'
  /** A bank only asks about it so far. */
  readonly inquiry: boolean
  readonly answerBy: Date | null
  /** What it has taken from our balance and given back so far. */
  readonly movements: readonly Movement[]
}

/** Some of a list, and where to go on. */
export type Page<T> = { readonly kind: 'page'; readonly items: readonly T[]; readonly next: string | null }

export type Window = { readonly from: Date; readonly until: Date; readonly after: string | null }

/** A card on its way to being kept, among all that there are, and which of ours it claims to be. */
export type ListedSetup = Pick<Setup, 'id' | 'setupId'>

/** Whoever keeps books of all that moved, to hold ours against. */
export type TheirBooks = {
  setups(window: Window): Promise<Page<ListedSetup> | Failure>
  intents(window: Window): Promise<Page<Listed> | Failure>
  movements(window: Window): Promise<Page<Movement> | Failure>
  dispute(id: string): Promise<{ readonly kind: 'dispute'; readonly dispute: Dispute } | Failure>
}

/** Whoever moves the money. Nothing here throws because of the provider: every failure is an outcome. */
export type Provider = Disposable &
  Cards &
  TheirBooks & {
    send(call: ProviderCall): Promise<Outcome>
    /** Where an intent stands now. */
    look(intentId: string): Promise<Sight>
    /** Looks for a payment among all that was made while it was asked for. */
    find(sought: Sought): Promise<Sight>
    /** The event in a webhook, if it is signed with an active secret and not older than five minutes. */
    verify(payload: string, signature: string, now: Date): Reported | null
    /** What a verified event says; null if it concerns nothing of ours. */
    report(payload: string): Report | null
  }

/** What a call comes to when it does not succeed. */
export type Failure = Exclude<Outcome, { kind: 'settled' }>
