import type { QueryArrayResult, QueryResult } from 'pg';
import type { Sql, Texts } from '../sql.ts';
import { postgres as dialect } from '../statements/dialect.ts';
import { compile, valuesOf } from '../statements/statement.ts';
import type { AnyStatement, Values } from '../statements/statement.ts';

/** A pool, or one of its connections. */
export interface Queryable {
  query(config: {
    name?: string;
    text: string;
    values: unknown[];
  }): Promise<QueryResult | QueryArrayResult>;
}

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
  const sql = {
    run: async (one: string | AnyStatement, ...values: unknown[]) =>
      (await query(one, values)).rowCount ?? 0,
    get: async (one: string | AnyStatement, ...values: unknown[]) =>
      (await query(one, values)).rows[0] as unknown,
    all: async (one: string | AnyStatement, ...values: unknown[]) =>
      (await query(one, values)).rows as unknown[],
    compiled: (one: AnyStatement) => compile(dialect, one),
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

/** PostgreSQL's texts have no NUL: it becomes what UTF-8 makes of half a character, also in what is looked for. */
const asStored = (value: unknown): unknown =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;

/** Text of tests and tools has the places that SQLite has. */
function withNumberedPlaces(text: string): string {
  let at = 0;
  return text.replaceAll('?', () => `$${(at += 1)}`);
}
