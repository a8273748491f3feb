import { Client, Pool } from 'pg';
import type { ClientConfig, PoolConfig } from 'pg';

/** Milliseconds until a connection is not waited for any longer. */
export const connectionMs = 3000;

/**
 * Milliseconds. An SQL statement of ours takes a few; one that takes longer than this is given up, by the server or,
 * where that is gone without a word, here. A lock is waited for as long as many groups of one merchant take, one after
 * the other. The server looks for deadlocks later: they end as a lock that somebody holds.
 */
const limits = {
  connectionTimeoutMillis: connectionMs,
  statement_timeout: 5000,
  query_timeout: 6000,
  lock_timeout: 500,
  idle_in_transaction_session_timeout: 10_000,
};

/**
 * How SQL statements are planned. Each is written for an index, and its plan must not depend on statistics: they are
 * missing while a table begins to grow, and a plan that was made then is kept. What no index serves is read all the
 * same.
 */
const planning = [
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'enable_bitmapscan=off',
  'enable_sort=off',
  'enable_incremental_sort=off',
  'max_parallel_workers_per_gather=0',
  'jit=off',
];

/** Object ids of types: numbers of ours are times, counters and versions, which are exact as numbers. */
const int8 = 20;
const numeric = 1700;
const bool = 16;
const bytea = 17;

/** Of a type, what its text is read as. `exists (…)` is 0 or 1, as in SQLite. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [int8]: Number,
  [numeric]: Number,
  21: Number,
  23: Number,
  [bool]: (text) => (text === 't' ? 1 : 0),
  [bytea]: (text) => Buffer.from(text.slice(2), 'hex'),
};
const asText = (text: string): string => text;
const types = { getTypeParser: (id: number) => parsers[id] ?? asText };

/** Connections to one database, at most so many. `name`: of the process (`processes.ts`). */
export const createPool = (url: string, max: number, name = 'paygraph'): Pool =>
  poolOf(withOptions(withName(url, name), planning), max, limits);

/** Whoever uses a connection that breaks is told by its query. */
function poolOf(url: string, max: number, within: PoolConfig): Pool {
  const pool = new Pool({
    application_name: 'paygraph',
    keepAlive: true,
    types,
    max,
    ...within,
    Client: clientOf(url),
  });
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}

/** For operators: a statement over a whole table takes as long as it takes. */
export const createPatientPool = (url: string, max: number): Pool =>
  poolOf(url, max, {
    connectionTimeoutMillis: limits.connectionTimeoutMillis,
    statement_timeout: 0,
    lock_timeout: 0,
    idle_in_transaction_session_timeout: 0,
  });

/** For reading: nothing can be written, whatever the options in the URL say. */
export const createReadingPool = (url: string, max: number, name: string): Pool =>
  createPool(withOptions(url, ['default_transaction_read_only=on']), max, name);

/** In the URL, whose own name would come before any other, and the processes are counted by theirs. */
function withName(text: string, name: string): string {
  const url = new URL(text);
  url.searchParams.set('application_name', name);
  return url.href;
}

/** Of a setting that is given twice the server takes the last. */
function withOptions(text: string, settings: readonly string[]): string {
  const url = new URL(text);
  const before = url.searchParams.get('options') ?? '';
  const options = [before, ...settings.map((setting) => `-c ${setting}`)].join(' ').trim();
  url.searchParams.set('options', options);
  return url.href;
}

/** The pool's options would show the URL with its password, where an error or a log inspects them. */
const clientOf = (url: string) =>
  class extends Client {
    constructor(options?: ClientConfig) {
      super({ ...options, connectionString: url });
      const { ssl } = this as { ssl: unknown };
      // Otherwise the certificate of a server that is named by its address would have to be for `localhost`.
      if (typeof ssl === 'object' && ssl !== null) Object.assign(ssl, { host: this.host });
    }
  };

const ignore = (): void => undefined;
