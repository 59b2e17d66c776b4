import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from '../fault.ts'
import { asSuperuser, openSuperuser } from './as-superuser.ts'

const contended = [
  ['orders', 'orders'],
  ['orders', 'sagas'],
  ['payments', 'payments'],
  ['inventory', 'stocks'],
  ['inventory', 'outbox'],
  ['notifications', 'inbox'],
] as const

const locked: Fault = {
  rows: ['F34'],
  what: 'a table locked by somebody',
  strikes: ['postgres'],
  lastsS: [1, 4],
  begin: async (stage, random) => {
    const [database, table] = random.one(contended)
    const connection = openSuperuser(stage, `${database}_db`)
    await connection.sql.unsafe(`begin; set lock_timeout = '10s'; lock table ${table} in access exclusive mode`)
    return async () => {
      await connection.sql.unsafe('commit').catch(() => {})
      await connection[Symbol.asyncDispose]()
    }
  },
}

/** One write in twenty is told that it lost a race against another. */
const unlucky: Fault = {
  rows: ['F32'],
  what: 'one write in twenty deadlocked, or not serializable',
  strikes: ['postgres'],
  lastsS: [3, 8],
  begin: async (stage, random) => {
    const [database, table] = random.one(contended)
    const code = random.one(['40001', '40P01'])
    await asSuperuser(
      stage,
      (sql) =>
        sql.unsafe(`
        create or replace function lose_race() returns trigger language plpgsql as $$
          begin
            if random() < 0.05 then raise exception 'lost a race' using errcode = '${code}'; end if;
            return null;
          end $$;
        create or replace trigger chaos_lose_race before insert or update on ${table}
          for each statement execute function lose_race()`),
      `${database}_db`,
    )
    const heal = `drop trigger chaos_lose_race on ${table}; drop function lose_race()`
    return async () => {
      await asSuperuser(stage, (sql) => sql.unsafe(heal), `${database}_db`)
    }
  },
}

/** Those that tell of something whenever somebody shops. */
const talkative = ['orders', 'payments', 'inventory'] as const
const patienceMs = 15_000

/** Somebody looks at a table, with rows of it locked, and goes for lunch. */
const idle: Fault = {
  rows: ['F36'],
  what: 'a transaction left open, with the events that are to leave locked in it',
  strikes: ['postgres'],
  lastsS: [8, 14],
  begin: async (stage, random) => {
    const connection = openSuperuser(stage, `${random.one(talkative)}_db`)
    const { sql } = connection
    // The server ends it after ten seconds, as it ends everybody's.
    const heal = async () => connection[Symbol.asyncDispose]()
    for (const until = performance.now() + patienceMs; performance.now() < until; await sleep(2)) {
      await sql.unsafe('begin')
      const held = await sql.unsafe('select id from outbox where published_at is null for update skip locked')
      if (held.length > 0) return heal
      await sql.unsafe('rollback')
    }
    await heal()
    throw new Error('no event was to leave')
  },
}

export const transactionFaults: readonly Fault[] = [locked, unlucky, idle]
