/** How far a payment has come at the provider, in our words. */
export type IntentState = 'new' | 'requires_action' | 'processing' | 'failed' | 'held' | 'taken' | 'released'

/** Why the provider says no. */
export type Refusal = { readonly code: string; readonly declineCode: string | null; readonly message: string }

/** A payment as the provider has it. */
export type Intent = {
  readonly id: string
  readonly state: IntentState
  readonly amount: number
  readonly currency: string
  readonly received: number
  readonly refunded: number
  readonly clientSecret: string | null
  readonly refusal: Refusal | null
}

export type Operation = 'authorize' | 'capture' | 'cancel' | 'refund'

/** A change asked of the provider: the key names it there, and the body is the same to the byte however often it is sent. */
export type ProviderCall = { readonly operation: Operation; readonly key: string; readonly body: string }

/** No answer that says what happened. `pinned`: sending it again would only repeat this answer, so one has to look. */
export type Unknown = { readonly kind: 'unknown'; readonly error: string; readonly pinned: boolean }

/** It did not happen, and may be sent again. `alarm`: not before somebody has mended a setting or a bug. */
export type Retry = {
  readonly kind: 'retry'
  readonly error: string
  readonly afterMs: number
  readonly unreachable?: true
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

/** An event of the provider, and what it says of a payment; null if it concerns none. */
export type Reported = { readonly id: string; readonly type: string; readonly report: Report | null }

/** What an event of the provider is about, and how far it says that has come. */
export type Report = {
  readonly intentId: string
  readonly paymentId: string | null
  readonly claims: IntentState | null
}

/** A payment that was asked for between two moments, and whose intent is not known. */
export type Sought = { readonly paymentId: string; readonly from: Date; readonly until: Date }

/** Whoever moves the money. Nothing here throws because of the provider: every failure is an outcome. */
export type Provider = Disposable & {
  send(call: ProviderCall): Promise<Outcome>
  /** Where an intent stands now. */
  look(intentId: string): Promise<Sight>
  /** Looks for a payment among all that was made while it was asked for. */
  find(sought: Sought): Promise<Sight>
  /** The event in a webhook, if it is signed with an active secret and not older than five minutes. */
  verify(payload: string, signature: string, now: Date): Reported | null
  /** What a verified event says of a payment; null if it concerns none. */
  report(payload: string): Report | null
}

/** What a call comes to when it does not succeed. */
export type Failure = Exclude<Outcome, { kind: 'settled' }>
