import { broken } from './breaks.ts'
import type { Api, Operation, Parameter } from './document.ts'
import { completed, type Draft, type Fits, isValid } from './draft.ts'
import { hostile } from './hostile.ts'
import type { Expectation } from './judge.ts'
import type { Memory } from './memory.ts'
import type { Person } from './people.ts'
import type { Plan } from './plan.ts'
import { firstIn } from './seen.ts'
import { assemble } from './send.ts'
import { respelled } from './spelling.ts'

/** The system, its document, and what is known of it by now. */
export type Surroundings = {
  readonly url: string
  readonly api: Api
  readonly fits: Fits
  readonly memory: Memory
}

/** A request with nothing left open, and what the document says of its answer. */
export type Attempt = {
  readonly draft: Draft
  readonly rule: string
  readonly expectation: Expectation
  readonly person: Person
}

/** What a plan comes to. Where its manner is not to be had, the request is sent as it is. */
export function attemptOf(known: Surroundings, plan: Plan): Attempt {
  const { operation, choice, manner } = plan
  const followed = manner === 'followed' ? chosen(known.memory.addressesOf(operation), choice) : undefined
  const person = followed?.person ?? known.memory.mostWelcome(operation, plan.people)
  if (!person) throw new Error('Nobody is there to ask')
  const valid = expectationOf(operation, person)
  if (followed) return { draft: followed.draft, person, rule: 'an address from an answer', expectation: valid }

  const draft = draftFor(known, plan, person)
  const plain = { draft, person, rule: 'valid', expectation: valid }
  const { url, body = '' } = assemble(known.url, operation, { draft })
  const isLarge = url.length > 4_000 || body.length > mostCharacters
  if (isLarge || !isValid(operation, draft, known.fits))
    return { ...plain, rule: isLarge ? 'a large one' : 'not quite valid', expectation: { kind: 'hostile' } }
  if (manner === 'odd') return asOdd(known, plan, plain)
  if (manner === 'broken') return asBroken(known, plan, plain)
  return manner === 'respelled' ? asRespelled(plan, plain) : plain
}

/** What a request that conforms is answered, as far as that depends on who sends it. */
export function expectationOf(operation: Operation, person: Person): Expectation {
  const admitted = person.mayEverything || (operation.isOpen && !person.isShutOut)
  return { kind: 'valid', admitted, keptOut: !isLetIn(operation, person) }
}

/** Whether what somebody shows opens an operation. What is open to programs is for the shop's people, and for no customer. */
function isLetIn({ requirements }: Operation, { isKnown, mayEverything, shows, scopes }: Person): boolean {
  if (requirements.length === 0 || requirements.some((all) => all.length === 0)) return true
  const isForStaff = requirements.some((all) => all.some((one) => one.scopes.length > 0))
  if (!isKnown || (isForStaff && !mayEverything && !scopes)) return false
  return requirements.some((all) =>
    all.every(({ header, scopes: asked }) => {
      const goesFarEnough = scopes
        ? asked.length > 0 && asked.every((scope) => scopes.includes(scope))
        : asked.length === 0
      return shows.includes(header) && goesFarEnough
    }),
  )
}

/** How much room there is no description says: what has more may be refused for it. */
const mostCharacters = 20_000

const chosen = <T>(several: readonly T[], choice: number): T | undefined =>
  several[choice % Math.max(several.length, 1)]

/** A kind first, and then one of it: of some there are very many. */
const chosenOfKinds = <T>(kinds: readonly (readonly T[])[], choice: number): T | undefined => {
  const several = kinds.filter((kind) => kind.length > 0)
  return chosen(chosen(several, choice) ?? [], Math.floor(choice / Math.max(several.length, 1)))
}

function draftFor(known: Surroundings, plan: Plan, person: Person): Draft {
  const { operation, draft, moods, choice, thread } = plan
  const { fits, memory, url } = known
  const seen = thread ? firstIn(thread.shown, memory.seenBy(person)) : memory.seenBy(person)
  const filled = completed(draft, seen, moods)
  const made = { path: 'made', query: 'made', headers: 'made', body: 'made' } as const
  const usual = isValid(operation, filled, fits) ? filled : completed(draft, seen, made)
  // Made up, a tag fits nothing: it takes what the system itself has called what is at this address.
  const isSent = ({ name, required }: Parameter) => required || usual.headers[name] !== undefined
  const tagged = operation.parameters.filter((one) => /^if-(none-)?match$/i.test(one.name) && isSent(one))
  const address = assemble(url, operation, { draft: usual }).url
  const tag = memory.tagOf(address) ?? memory.tagOf(address.split('?')[0] ?? '')
  const isMadeUp = operation.method !== 'GET' && choice % 3 === 0
  if (tag === undefined || tagged.length === 0 || isMadeUp) return usual
  return { ...usual, headers: { ...usual.headers, ...Object.fromEntries(tagged.map(({ name }) => [name, tag])) } }
}

function asOdd({ api }: Surroundings, { operation, choice }: Plan, plain: Attempt): Attempt {
  const odd = chosenOfKinds(hostile(api, operation, plain.draft), choice)
  return odd ? { ...plain, ...odd, expectation: { kind: 'hostile' } } : plain
}

function asBroken({ api }: Surroundings, { operation, choice }: Plan, plain: Attempt): Attempt {
  const wrong = chosenOfKinds(broken(api, operation, plain.draft), choice)?.()
  if (!wrong || plain.expectation.kind === 'hostile') return plain
  const { draft, rule, ...told } = wrong
  return { ...plain, draft, rule, expectation: { kind: 'broken', admitted: plain.expectation.admitted, ...told } }
}

function asRespelled({ operation: { body } }: Plan, plain: Attempt): Attempt {
  if (!body) return plain
  const raw = { text: respelled(plain.draft.body), type: `${body.type}; charset=utf-8` }
  // Escapes take six times the room.
  return raw.text.length > mostCharacters
    ? plain
    : { ...plain, draft: { ...plain.draft, raw }, rule: 'spelled otherwise' }
}
