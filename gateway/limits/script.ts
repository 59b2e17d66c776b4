import type { RedisLink } from '../redis.ts'
import type { Count } from './entry.ts'

/** What Redis is asked to count: for each policy how far to move its moment, and how far ahead it may be at most. */
export type Question = {
  readonly key: string
  /** Moves nothing unless all policies have room; without this it is a report of what was let in already. */
  readonly asks: boolean
  readonly policies: readonly { readonly addUs: number; readonly windowUs: number }[]
}

/** Asks all of it in one call. The time is Redis' own, so that no two processes can differ about it. */
export async function countInRedis(redis: RedisLink, questions: readonly Question[]): Promise<readonly Count[]> {
  const keys = questions.map(({ key }) => key)
  const args = questions.flatMap(({ asks, policies }) => [
    asks ? 1 : 0,
    policies.length,
    ...policies.flatMap(({ addUs, windowUs }) => [Math.round(addUs), windowUs]),
  ])
  const answers = await redis.attempt((client) => client.eval(count, keys.length, ...keys, ...args))
  return (answers as number[][]).map(([admitted, ...aheadUs]) => ({ admitted: admitted === 1, aheadUs }))
}

/** A key holds the moments of its policies in microseconds, and lasts until the last of them has passed. */
const count = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local place, answers = 1, {}
local function take()
  place = place + 1
  return tonumber(ARGV[place - 1])
end
for k, key in ipairs(KEYS) do
  local asks, policies = take() == 1, take()
  local ahead = {}
  for due in string.gmatch(redis.call('GET', key) or '', '%d+') do
    ahead[#ahead + 1] = math.max(tonumber(due) - now, 0)
  end
  local add, window, room = {}, {}, true
  for p = 1, policies do
    ahead[p], add[p], window[p] = ahead[p] or 0, take(), take()
    if asks and ahead[p] + add[p] > window[p] then room = false end
  end
  local answer, dues, last = { room and 1 or 0 }, {}, 0
  for p = 1, policies do
    if room then ahead[p] = math.max(0, math.min(ahead[p] + add[p], window[p])) end
    answer[p + 1] = ahead[p]
    dues[p] = string.format('%.0f', now + ahead[p])
    last = math.max(last, ahead[p])
  end
  if last == 0 then redis.call('DEL', key)
  elseif room then redis.call('SET', key, table.concat(dues, ' '), 'PX', math.ceil(last / 1000)) end
  answers[k] = answer
end
return answers`
