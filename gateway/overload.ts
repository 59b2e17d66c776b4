import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify'
import type { Logger } from 'pino'
import { counter, gauge } from '#subjects/instruments.ts'
import { type Limit, openLimit } from '#subjects/limit.ts'
import { overloaded, type Problem, timedOut } from '#subjects/problem.ts'
import type { RequestSubject } from '#subjects/subject.ts'
import { type Lane, openLane, type Outcome, type Place } from './overload/lane.ts'
import { everyMs } from './overload/returns.ts'

/**
 * Lets in what can be done and refuses the rest at once, the least important first. A lane for each actor keeps one that
 * stalls from taking the others down; what this process can hold is shared by all of them.
 */
export type Gate = {
  /** Makes the hook that refuses before anything else of a request is looked at. */
  readonly guard: (subject: RequestSubject) => onRequestHookHandler
  /** Asks for what many may be waiting for, and whose requests were not looked at. */
  readonly load: <T>(subject: RequestSubject, work: () => Promise<T>) => Promise<T>
}

/** Of all that a process has under way. Each takes some kilobytes, and the time of one event loop. */
const bounds = { first: 1_024, most: 1_024, fewest: 32 }
/** A loop that is this late half of the time has more to do than it can, if only to refuse; ones that are late now and then only breathe. */
const bearableDelayMs = 40
/** So long nobody must have been refused before it is said to be over. */
const quietMs = 5_000

const shed = counter('http.server.shed', 'Requests refused because there was too much to do')
const inFlight = gauge('http.server.in_flight', 'Requests on their way to an actor')
const limits = gauge('http.server.in_flight.limit', 'How many of them there may be')

/** What a request that was let in holds until it has asked. */
type Admission = { readonly ask: <T>(work: () => Promise<T>) => Promise<T>; readonly leave: () => void }

const admissionOf = (request: FastifyRequest) => request.getDecorator<Admission | undefined>('admission')

/** Does what a request was let in for; one that no gate stands before just does it. */
export const asLetIn = <T>(request: FastifyRequest, work: () => Promise<T>): Promise<T> =>
  admissionOf(request)?.ask(work) ?? work()

export function openGate(app: FastifyInstance, log: Pick<Logger, 'warn' | 'info'>): Gate {
  const lanes = new Map<string, Lane>()
  const notes = startNotes(log)
  const whole = openLimit(bounds)
  const pulse = startPulse(lanes, whole, notes.look)
  app.addHook('onClose', async () => pulse[Symbol.dispose]())
  app.decorateRequest('admission')
  // Whoever was refused further on, at the door or for a bad body, asks nobody.
  app.addHook('onResponse', (request, _reply, done) => {
    admissionOf(request)?.leave()
    done()
  })

  const laneOf = ({ actor }: RequestSubject) => {
    const lane = lanes.get(actor) ?? openLane()
    lanes.set(actor, lane)
    return lane
  }
  const mayEnter = ({ priority }: RequestSubject, lane: Lane) => {
    whole.note(takenIn(lanes))
    return whole.hasRoom(priority) && lane.hasRoom(priority)
  }
  const refusal = ({ actor, priority }: RequestSubject, lane: Lane): Problem => {
    notes.refused(actor)
    shed.add(1, { actor, priority })
    return refusalFor(lane.refuse(priority))
  }
  const pass = <T>(subject: RequestSubject, { lane, place }: Entered, work: () => Promise<T>): Promise<T> =>
    askFrom(place, work, () => refusal(subject, lane))

  return {
    guard: (subject) => {
      const lane = laneOf(subject)
      return (request, _reply, done) => {
        if (!mayEnter(subject, lane)) return done(refusal(subject, lane))
        const place = lane.enter(subject.priority)
        const ask: Admission['ask'] = (work) => pass(subject, { lane, place }, work)
        request.setDecorator<Admission>('admission', { ask, leave: place.leave })
        done()
      }
    },
    load: async (subject, work) => {
      const lane = laneOf(subject)
      if (!mayEnter(subject, lane)) throw refusal(subject, lane)
      return pass(subject, { lane, place: lane.enter(subject.priority) }, work)
    },
  }
}

function takenIn(lanes: ReadonlyMap<string, Lane>): number {
  let taken = 0
  for (const lane of lanes.values()) taken += lane.taken()
  return taken
}

/** Lets the lane learn what came of it. */
async function askFrom<T>(place: Place, work: () => Promise<T>, refusal: () => Problem): Promise<T> {
  if (!place.ask()) throw refusal()
  let outcome: Outcome = 'answered'
  try {
    return await work()
  } catch (error) {
    // One that says a time has too much of this kind to do, as logins are, and time for all else: its lane is none the worse for it.
    const hasNoTime = overloaded.matches(error) && error.body['retryAfter'] === undefined
    if (hasNoTime || timedOut.matches(error)) outcome = 'lost'
    // An actor that refuses does not know how many others wait, and says no time.
    throw hasNoTime ? refusal() : error
  } finally {
    place.answered(outcome)
  }
}

/** One for each time that is told, since to make one costs more than to refuse somebody. */
const refusals = new Map<number, Problem>()

function refusalFor(retryAfter: number): Problem {
  const made = refusals.get(retryAfter) ?? overloaded(undefined, { retryAfter })
  refusals.set(retryAfter, made)
  return made
}

type Entered = { readonly lane: Lane; readonly place: Place }

/** A line when it begins and one when it is over: a line for each who is refused would cost more than the refusal. */
function startNotes(log: Pick<Logger, 'warn' | 'info'>) {
  const lastRefusedAt = new Map<string, number>()
  return {
    refused: (actor: string) => {
      if (!lastRefusedAt.has(actor)) log.warn({ actor }, 'There is more to ask this actor than it can do')
      lastRefusedAt.set(actor, performance.now())
    },
    look: () => {
      for (const [actor, at] of lastRefusedAt) {
        if (performance.now() - at < quietMs) continue
        lastRefusedAt.delete(actor)
        log.info({ actor }, 'This actor is asked everything again')
      }
    },
  }
}

/**
 * Feels how late the event loop is, and lets all limits learn. Where actors share its processor, what is let in takes the time
 * it needs to refuse the others.
 */
function startPulse(lanes: ReadonlyMap<string, Lane>, whole: Limit, look: () => void): Disposable {
  const resolution = 10
  const loop = monitorEventLoopDelay({ resolution })
  loop.enable()
  const shown = new Map<string, { taken: number; limit: number }>()
  const show = (actor: string, lane: Lane) => {
    const [before, now] = [shown.get(actor) ?? { taken: 0, limit: 0 }, { taken: lane.taken(), limit: lane.limit() }]
    inFlight.add(now.taken - before.taken, { actor })
    limits.add(now.limit - before.limit, { actor })
    shown.set(actor, now)
  }
  const beat = () => {
    for (const [actor, lane] of lanes) {
      lane.adjust()
      show(actor, lane)
    }
    look()
    whole.note(takenIn(lanes))
    // The middle of all readings: one long stop is one of them.
    whole.adjust(loop.percentile(50) / 1e6 - resolution > bearableDelayMs)
    loop.reset()
  }
  const timer = setInterval(beat, everyMs).unref()
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer)
      loop.disable()
    },
  }
}
