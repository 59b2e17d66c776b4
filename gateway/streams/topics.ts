import type { Bus } from '#subjects/bus.ts'
import type { Feed } from './feed.ts'
import { type Group, openGroup } from './group.ts'
import type { Reader } from './reader.ts'

/** Who reads what, by what it is about: an event wakes only whom it concerns. */
export type Topics = {
  /** Counts a reader in until it is disposed, among those who read the same in the same name. */
  join(place: Place, reader: Reader, source: Parameters<typeof openGroup>[0]): Group & Disposable
  readonly listen: (feed: Feed) => void
}

export type Place = { readonly feed: Feed; readonly topic: string; readonly who: string }

/** After a gap in hearing everything is read again, so many of it in a second. */
const rereadsPerSecond = 1_000

/**
 * What passes on the bus is heard at most once, so it only wakes: the truth is read from the actor. A broker that was away
 * has woken nobody, and so everybody is woken when it is back.
 */
export function openTopics(bus: Bus): Topics {
  const feeds = new Map<Feed, Map<string, Map<string, Group>>>()
  const topicsOf = (feed: Feed) => {
    const topics = feeds.get(feed) ?? new Map<string, Map<string, Group>>()
    feeds.set(feed, topics)
    return topics
  }
  bus.onReconnect(() => {
    const groups = [...feeds.values()].flatMap((topics) => [...topics.values()].flatMap((group) => [...group.values()]))
    const spreadMs = (groups.length / rereadsPerSecond) * 1_000
    for (const group of groups) setTimeout(group.wake, Math.random() * spreadMs).unref()
  })

  return {
    listen: (feed) => {
      const topics = topicsOf(feed)
      bus.hear(feed.heard, ({ data }) => {
        const topic = (data as Readonly<Record<string, unknown>> | null)?.[feed.about]
        for (const group of topics.get(String(topic))?.values() ?? []) group.wake()
      })
    },
    join: ({ feed, topic, who }, reader, source) => {
      const topics = topicsOf(feed)
      const groups = topics.get(topic) ?? new Map<string, Group>()
      topics.set(topic, groups)
      const group = groups.get(who) ?? openGroup(source)
      groups.set(who, group)
      group.readers.add(reader)
      const leave = () => {
        if (!group.readers.delete(reader) || group.readers.size > 0) return
        groups.delete(who)
        if (groups.size === 0) topics.delete(topic)
      }
      return { ...group, [Symbol.dispose]: leave }
    },
  }
}
