import { inSteps } from '../aggregates/steps.ts';
import type { Pause } from '../aggregates/steps.ts';
import type { Sql, Texts } from '../sql.ts';
import { sqlite as dialect } from '../statements/dialect.ts';
import type { Each } from '../statements/each.ts';
import { compile, valuesOf } from '../statements/statement.ts';
import type { AnyStatement, Compiled, Values } from '../statements/statement.ts';

/** The part of better-sqlite3 that is used; the package ships no types. */
export interface Sqlite {
  prepare(text: string): Handle;
  pragma(text: string): unknown;
  close(): void;
}

export type OpenSqlite = new (
  path: string,
  options: { readonly?: true; fileMustExist?: true },
) => Sqlite;

interface Handle {
  run(values: readonly unknown[]): { changes: number };
  get(values: readonly unknown[]): unknown;
  all(values: readonly unknown[]): unknown[];
}

interface Prepared {
  /** Null for what was given as text. */
  compiled: Compiled | null;
  handle: Handle;
}

/**
 * Each statement is prepared once. Async in form only, so that a change reads the same on every database.
 * `describeError`: what an error is thrown as.
 */
export function prepared(
  sqlite: Sqlite,
  describeError = (error: unknown): unknown => error,
): Sql & Texts {
  const known = new Map<string | AnyStatement, Prepared>();
  const prepare = (one: string | AnyStatement): Prepared => {
    const before = known.get(one);
    if (before !== undefined) return before;
    const made =
      typeof one === 'string'
        ? { compiled: null, handle: sqlite.prepare(one) }
        : { compiled: compile(dialect, one), handle: sqlite.prepare(compile(dialect, one).text) };
    known.set(one, made);
    return made;
  };
  const use =
    <T>(run: (handle: Handle, values: readonly unknown[]) => T) =>
    (one: string | AnyStatement, ...params: readonly unknown[]): T => {
      try {
        const { compiled, handle } = prepare(one);
        if (compiled === null) return run(handle, params);
        return run(handle, valuesOf(compiled, params[0] as Values));
      } catch (error) {
        throw describeError(error);
      }
    };
  const run = use((handle, values) => handle.run(values).changes);
  const get = use((handle, values) => handle.get(values));
  const all = use((handle, values) => handle.all(values));
  return {
    run: async (...of: Parameters<typeof run>) => run(...of),
    runEach: async (...of) =>
      (await rowByRow(run, ...of)).reduce((sum, changed) => sum + changed, 0),
    insertNew: async (...of) => (await rowByRow(run, ...of)).map((changed) => changed === 1),
    allEach: async (...of) => (await rowByRow(all, ...of)).flat() as never[],
    get: (async (...of: Parameters<typeof get>) => get(...of)) as (Sql & Texts)['get'],
    all: (async (...of: Parameters<typeof all>) => all(...of)) as (Sql & Texts)['all'],
    compiled: (one) => compile(dialect, one),
  };
}

/** Returns what it returns for each row. */
async function rowByRow<T>(
  one: (statement: AnyStatement, row: unknown) => T,
  { statement }: Each<never, unknown>,
  rows: readonly unknown[],
  pause: Pause = () => undefined,
): Promise<T[]> {
  const results: T[] = [];
  await inSteps(rows, pause, (row) => void results.push(one(statement, row)));
  return results;
}
