import { randomBytes } from 'node:crypto';
import type { Peers } from '../database.ts';
import type { Texts } from '../sql.ts';

const prefix = 'paygraph:';

/**
 * The name that a process gives its connections. The server knows which are open, so no process has to say that it
 * lives, and one that is killed is gone at once.
 */
export const makeProcessName = (): string => `${prefix}${randomBytes(6).toString('hex')}`;

const counting = `select count(distinct application_name) as count from pg_stat_activity
  where datname = current_database() and application_name like 'paygraph:%'`;

/** How many processes have connections to the database, this one included. */
export async function countProcesses(sql: Texts): Promise<number> {
  const row = await sql.get<{ count: number }>(counting);
  return Math.max(1, row?.count ?? 1);
}

const names = `select distinct application_name as name from pg_stat_activity
  where datname = current_database() and application_name like 'paygraph:%'`;

export const peersOf = (sql: Texts, own: string): Peers => ({
  own,
  async gone(some) {
    const open = new Set((await sql.all<{ name: string }>(names)).map(({ name }) => name));
    // A pooler in between may give connections other names.
    if (!open.has(own)) return [];
    return some.filter((name) => name.startsWith(prefix) && !open.has(name));
  },
});

const clock = 'select extract(epoch from clock_timestamp()) * 1000 as now';

/** The server's own clock, in epoch milliseconds. */
export async function readClock(sql: Texts): Promise<number | null> {
  return (await sql.get<{ now: number }>(clock))?.now ?? null;
}
