import type { QueryArrayResult, QueryResult } from 'pg';
import type { Sql, Texts } from '../sql.ts';
import { postgres as dialect } from '../statements/dialect.ts';
import { compile, valuesOf } from '../statements/statement.ts';
import type { Each } from '../statements/each.ts';
import type { AnyStatement, Values } from '../statements/statement.ts';
import { asStored, rowsInJson } from './texts.ts';

/** A pool, or one of its connections. */
export interface Queryable {
  query(config: {
    name?: string;
    text: string;
    values: unknown[];
  }): Promise<QueryResult | QueryArrayResult>;
}

type Passed = [each: Each<never, unknown>, rows: readonly object[], pause?: unknown];

/**
 * Statements over a connection: each is prepared once by each connection, under its name. `mapError`: what an error is
 * thrown as.
 */
export function sqlOver(
  queryable: Queryable,
  mapError = (error: unknown): unknown => error,
): Sql & Texts {
  const query = async (
    one: string | AnyStatement,
    values: readonly unknown[],
  ): Promise<QueryResult> => {
    const config =
      typeof one === 'string'
        ? { text: withNumberedPlaces(one), values: values.map(asStored) }
        : named(one, values[0] as Values);
    try {
      return (await queryable.query(config)) as QueryResult;
    } catch (error) {
      throw mapError(error);
    }
  };
  const together = ({ statement }: Each<never, unknown>, rows: readonly object[]) =>
    query(statement, [{ rows: rowsInJson(rows) }]);
  /** Of rows with the same key the first is inserted. In the order of keys, so that no two writers wait in a circle. */
  const insertNew = async (
    each: Each<never, unknown>,
    rows: readonly object[],
  ): Promise<boolean[]> => {
    const keyOf = (row: object): string =>
      JSON.stringify(each.key.map((column) => (row as Record<string, unknown>)[column]));
    const keys = rows.map(keyOf);
    const first = new Map(keys.map((key, at) => [key, at] as const).toReversed());
    const different = [...first].toSorted(([a], [b]) => (a < b ? -1 : 1));
    if (different.length === 0) return [];
    const { rows: found } = await together(
      each,
      different.map(([, at]) => rows[at] as object),
    );
    const inserted = new Set((found as object[]).map(keyOf));
    return keys.map((key, at) => first.get(key) === at && inserted.has(key));
  };
  const sql = {
    run: async (one: string | AnyStatement, ...values: unknown[]) =>
      (await query(one, values)).rowCount ?? 0,
    get: async (one: string | AnyStatement, ...values: unknown[]) =>
      (await query(one, values)).rows[0] as unknown,
    all: async (one: string | AnyStatement, ...values: unknown[]) =>
      (await query(one, values)).rows as unknown[],
    compiled: (one: AnyStatement) => compile(dialect, one),
    runEach: async (...[each, rows]: Passed) =>
      rows.length === 0 ? 0 : ((await together(each, rows)).rowCount ?? 0),
    allEach: async (...[each, rows]: Passed) =>
      rows.length === 0 ? [] : ((await together(each, rows)).rows as unknown[]),
    insertNew: (...[each, rows]: Passed) => insertNew(each, rows),
  };
  return sql as Sql & Texts;
}

const names = new WeakMap<AnyStatement, string>();
let count = 0;

function named(one: AnyStatement, values: Values) {
  const compiled = compile(dialect, one);
  let name = names.get(one);
  if (name === undefined) {
    count += 1;
    name = `paygraph_${count}`;
    names.set(one, name);
  }
  return { name, text: compiled.text, values: valuesOf(compiled, values).map(asStored) };
}

/** Text of tests and tools has the places that SQLite has. */
function withNumberedPlaces(text: string): string {
  let at = 0;
  return text.replaceAll('?', () => `$${(at += 1)}`);
}
