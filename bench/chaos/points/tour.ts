import type { Stack } from '#compose/local/stack.ts'
import { type Chapter, lateChapters } from '#gateway/test-late-chapters.ts'
import { byChapter, openStory, type Story } from '#gateway/test-story.ts'
import { nameOf } from '#subjects/asyncapi.ts'
import { requests } from '#subjects/contracts.ts'
import { type Scene, tell } from './scenes/stage.ts'

/** What else comes of an example of the API, and of no scene. */
export const alsoOf: Readonly<Record<string, string>> = {
  addNote: 'order.noted',
  resolveOrder: 'order.resolved',
}

/** Its example is about no payment there is, so that it waits for ever for a person. The provider's sandbox sends better ones. */
const withoutExample = 'receiveWebhook'

/** Sooner than a login ends. */
const loggedInForMs = 300_000

/** All examples of the API, one after the other: those that need only what came before by themselves, the late ones by chapters. */
export async function openTour(system: Stack): Promise<readonly Scene[]> {
  const story = await openStory(system)
  const late = new Set(lateChapters.flatMap(({ told }) => told))
  const early = story.operations
    .toSorted(byChapter)
    .filter(({ operationId }) => !late.has(operationId) && operationId !== withoutExample)
  const fresh = freshly(story)
  return [
    ...early.map(({ operationId }) => ({
      name: operationId,
      leadsTo: namesOf([operationId]),
      play: () => fresh(operationId),
    })),
    ...lateChapters.map((chapter) => ({
      name: chapter.told.join(', '),
      leadsTo: namesOf([...chapter.given, ...chapter.told]),
      play: () => playChapter(chapter, { fresh, faults: `${system.urls.stripe}/sandbox/faults` }),
    })),
  ]
}

const namesOf = (operationIds: readonly string[]): readonly string[] =>
  operationIds.flatMap((operationId) => [
    ...requests.filter((request) => nameOf(request) === operationId).map(({ name }) => name),
    ...(alsoOf[operationId] === undefined ? [] : [alsoOf[operationId]]),
  ])

/** Logs in again before a login ends. */
function freshly(story: Story): Story['tell'] {
  let at = performance.now()
  return async (operationId, ...how) => {
    if (performance.now() - at > loggedInForMs) {
      await story.tell('logIn')
      at = performance.now()
    }
    return story.tell(operationId, ...how)
  }
}

type Telling = { readonly fresh: Story['tell']; readonly faults: string }

async function playChapter({ fault, instead, given, told }: Chapter, { fresh, faults }: Telling): Promise<unknown> {
  if (fault) await tell(faults, { do: '500_before', times: 1_000, match: { method: 'POST', path: fault } })
  const wrong: unknown[] = []
  for (const operationId of [...given, ...told]) {
    // What is going to be stuck nobody waits for.
    const headers = fault && operationId === 'placeOrder' ? { Prefer: 'respond-async' } : {}
    wrong.push(await fresh(operationId, headers, instead))
  }
  if (fault) await fetch(faults, { method: 'DELETE' })
  return wrong.filter((one) => one !== undefined)
}
