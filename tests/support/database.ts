import { WriteQueue } from '../../src/store/commit.ts';
import { openDatabase } from '../../src/store/open.ts';
import type { Database } from '../../src/store/database.ts';
import type { Writer } from '../../src/store/writer.ts';
import { ownDatabase } from './own-database.ts';

export interface TestDatabase extends AsyncDisposable {
  database: Database;
  url: string;
  queue: WriteQueue;
  /** The notified topics, one entry for each group that has any. */
  notified: string[][];
  /** The queue of another process, with its own connection. */
  another(): Promise<WriteQueue>;
}

export interface Hooks {
  /** What the queue writes with, in place of the database's own writer. */
  writer?: (writer: Writer) => Writer;
  onCommit?: (topics: ReadonlySet<string>) => void;
  /** Options of PostgreSQL's URL. */
  options?: string;
  /** Default: no time passes, so a group contains what came together. */
  elapsed?: () => number;
}

/** A writer that calls `before` with each step of a transaction before it runs. */
export function beforeSteps(
  before: (step: 'begin' | 'commit' | 'rollback') => void,
): (writer: Writer) => Writer {
  return (writer) => ({
    ...writer,
    async begin() {
      before('begin');
      const transaction = await writer.begin();
      return {
        ...transaction,
        async commit() {
          before('commit');
          await transaction.commit();
        },
        async rollback() {
          before('rollback');
          await transaction.rollback();
        },
      };
    },
  });
}

function withOptions(text: string, options: string): string {
  const url = new URL(text);
  url.searchParams.set('options', options);
  return url.href;
}

const pool = { reads: 2, writes: 2 };

/** A fresh database of its own, removed with the test. */
export async function openTestDatabase(hooks: Hooks = {}): Promise<TestDatabase> {
  const own = await ownDatabase();
  const url = hooks.options === undefined ? own.url : withOptions(own.url, hooks.options);
  const database = await openDatabase(url, { pool });
  const others: Database[] = [];
  const notified: string[][] = [];
  const writer = hooks.writer?.(database.writer) ?? database.writer;
  const notify = (topics: ReadonlySet<string>): void => {
    notified.push([...topics]);
    hooks.onCommit?.(topics);
  };
  const queue = new WriteQueue(writer, notify, undefined, hooks.elapsed ?? (() => 0));
  return {
    database,
    url,
    queue,
    notified,
    async another() {
      const opened = await openDatabase(url, { pool });
      others.push(opened);
      return new WriteQueue(opened.writer, () => undefined);
    },
    async [Symbol.asyncDispose]() {
      await queue.idle();
      for (const other of others) await other.close();
      await database.close();
      await own.remove();
    },
  };
}
