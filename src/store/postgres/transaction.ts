import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient, QueryResult } from 'pg';
import type { Transaction } from '../writer.ts';
import { asKnown, isDisconnected } from './errors.ts';
import { sqlOver } from './sql.ts';

/** Milliseconds for which a lock is waited for after a look at the rows that are locked. */
const shortLockMs = 200;

/** Opens a transaction on a connection that is its own until it ends. */
export async function beginIn(
  pool: Pool,
  entitiesOn: (client: PoolClient) => ReturnType<Transaction['entities']>,
): Promise<Transaction> {
  let client: PoolClient | null = null;
  try {
    client = await pool.connect();
    const id = await begin(client);
    return transactionOn(client, pool, id, entitiesOn);
  } catch (error) {
    client?.release(true);
    throw asKnown(error);
  }
}

/** Resolves to its number, by which it is asked for where the answer to its commit is lost. */
async function begin(client: PoolClient): Promise<string> {
  // Two SQL statements in one round trip have two results.
  const text = 'begin; select pg_current_xact_id()::text as id';
  const results: unknown = await client.query(text);
  const [, numbered] = results as [QueryResult, QueryResult<{ id: string }>];
  const [row] = numbered.rows;
  if (row === undefined) throw new Error('a transaction without a number');
  return row.id;
}

function transactionOn(
  client: PoolClient,
  pool: Pool,
  id: string,
  entitiesOn: (client: PoolClient) => ReturnType<Transaction['entities']>,
): Transaction {
  let isOpen = true;
  const end = (isBroken: boolean): void => {
    isOpen = false;
    client.release(isBroken);
  };
  const control = (text: string): Promise<unknown> =>
    client.query(text).catch((error: unknown) => Promise.reject(asKnown(error)));
  return {
    sql: sqlOver(client, asKnown),
    async commit() {
      try {
        const { command } = await client.query('commit');
        end(false);
        // A transaction in which a statement has failed is rolled back, and the server says so without an error.
        if (command !== 'COMMIT') throw new Error(`the commit ended as ${command}`);
      } catch (error) {
        if (isOpen) end(true);
        if (!isDisconnected(error) || !(await wasCommitted(pool, id))) throw asKnown(error);
      }
    },
    async rollback() {
      if (!isOpen) return;
      try {
        await client.query('rollback');
        end(false);
      } catch {
        // The server undoes what a connection that is gone had not committed.
        end(true);
      }
    },
    async look(work) {
      await control(`set local lock_timeout = ${shortLockMs}; savepoint looking`);
      const seen = await work();
      await control('rollback to savepoint looking');
      return seen;
    },
    entities: () => entitiesOn(client),
  };
}

/** Milliseconds between questions about a commit whose answer was lost, and how long they are asked. */
const retryMs = 100;
const patienceMs = 2000;

/** Whether it was written although nobody said so. False where nobody can be asked either. */
async function wasCommitted(pool: Pool, id: string): Promise<boolean> {
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    try {
      const { rows } = await pool.query<{ status: string | null }>(
        'select pg_xact_status($1::xid8) as status',
        [id],
      );
      const status = rows[0]?.status;
      if (status !== 'in progress') return status === 'committed';
    } catch (error) {
      if (!isDisconnected(error)) return false;
    }
    await sleep(retryMs);
  }
  return false;
}
