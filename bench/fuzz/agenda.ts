import type { Coverage } from './coverage.ts'
import type { Api } from './document.ts'
import { followUps } from './follow-up.ts'
import type { Memory } from './memory.ts'
import type { Person } from './people.ts'
import { openings, type Plan, planner, type Telling, type Thread } from './plan.ts'

type Known = { readonly api: Api; readonly memory: Memory; readonly coverage: Coverage }

/** Whoever varies an example does so before it is sent as it is: then what it is about is still as it was. */
const atFirst: readonly Telling[] = [
  { path: 'example', body: 'made' },
  { path: 'example', body: 'example' },
]
const later: readonly Telling[] = [{ path: 'seen', body: 'example' }]

/**
 * What to send next. First everybody tells the story of the examples, while the system is as it was found; then what came of
 * that is followed; and it is told once more, since there is more by now. After that comes anything, and is followed, too.
 */
export function agendaOf({ api, memory, coverage }: Known, people: readonly Person[], seed: number) {
  const stories = [atFirst, later].map((ways) => openings(api, people, { seed: seed + ways.length, ways }).toReversed())
  const threads: Thread[] = []
  const [followUp, anything] = [followUps(api, people, seed), planner(api, people, seed)]
  const next = (): Plan => {
    const [story] = stories
    for (let plan = story?.pop(); plan; plan = story?.pop())
      if (plan.people.some((person) => memory.isWelcome(plan.operation, person))) return plan
    for (let thread = threads.pop(); thread; thread = threads.pop()) {
      const step = followUp(thread, coverage)
      if (step) return step
    }
    return stories.shift() ? next() : anything(coverage.served)
  }
  return { next, follow: (thread: Thread) => threads.push(thread) }
}
