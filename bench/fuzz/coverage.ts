import type { Api, Operation } from './document.ts'

/** What was asked and answered so far, and which operations that leaves in need. */
export type Coverage = {
  /** How often each operation was answered with each status, and each problem: `placeOrder 409 cart-changed`. */
  readonly answers: ReadonlyMap<string, number>
  /** The statuses that are described and never came. */
  readonly unseen: () => readonly string[]
  readonly noteTry: (operation: Operation) => void
  readonly noteAnswer: (asked: string, status: number, code?: string) => void
  /** How often an operation was served in that way of its own that it was served least. */
  readonly served: (operation: Operation) => number
  /** Whether it has had its share of requests for the time being. */
  readonly isTired: (operation: Operation) => boolean
  /** Of these, if any was hardly served, the one that was served least, and of several that which was tried least. */
  readonly hungriest: (operations: readonly Operation[]) => Operation | undefined
}

/** As often as this an operation is served, in each way that is described, before it waits for its turn like all others. */
export const oftenEnough = 3

/** The share of all requests that an operation may have because it was hardly served: some never will be. */
const patience = 0.04

/** Counts tries and answers. */
export function coverageOf({ operations }: Api): Coverage {
  const answers = new Map<string, number>()
  const tries = new Map<Operation, number>()
  let sent = 0
  /** How often each of its good answers was given, those that never were included. */
  const good = ({ id, responses }: Operation) =>
    Object.keys(responses).flatMap((status) => (status.startsWith('2') ? [answers.get(`${id} ${status}`) ?? 0] : []))
  const triesOf = (operation: Operation) => tries.get(operation) ?? 0
  const isTired = (operation: Operation) => triesOf(operation) > patience * Math.max(sent, 1_000)
  const best = (operation: Operation) => Math.max(...good(operation))
  const isHungry = (operation: Operation) => !isTired(operation) && best(operation) < oftenEnough
  return {
    answers,
    unseen: () => {
      const seen = new Set([...answers.keys()].map((answer) => answer.split(' ').slice(0, 2).join(' ')))
      const described = operations.flatMap(({ id, responses }) => Object.keys(responses).map((one) => `${id} ${one}`))
      return described.filter((status) => !seen.has(status))
    },
    noteTry: (operation) => count(tries, operation),
    noteAnswer: (asked, status, code) => {
      sent++
      count(answers, [asked, status, code].join(' ').trimEnd())
    },
    served: (operation) => (isTired(operation) ? Infinity : Math.min(...good(operation))),
    isTired,
    hungriest: (several) => {
      const byNeed = several
        .filter(isHungry)
        .toSorted((one, other) => best(one) - best(other) || triesOf(one) - triesOf(other))
      return byNeed[0]
    },
  }
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
