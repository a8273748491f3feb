import type { Param, Sql, Texts } from '../../src/store/sql.ts';
import { valuesOf } from '../../src/store/statements/statement.ts';
import type { AnyStatement, Values } from '../../src/store/statements/statement.ts';

type Params = readonly [one: string | AnyStatement, ...params: readonly unknown[]];
type Run = (...params: Params) => Promise<unknown>;

/** Something that runs statements, with `before` each of them. */
export function intercepted<S extends Sql & Texts>(
  sql: S,
  before: (...params: Params) => unknown,
  names: readonly ('run' | 'get' | 'all')[] = ['run', 'get', 'all'],
): S {
  const own = sql as unknown as Record<string, Run>;
  const after = names.map((name): [string, Run] => [
    name,
    async (...params) => {
      await before(...params);
      return own[name]?.(...params);
    },
  ]);
  return { ...sql, ...Object.fromEntries(after) };
}

/** The database's plan for a statement: its text without the quotes of its names, and the steps of the plan. */
export async function planOf(
  sql: Texts,
  ...[one, ...params]: Params
): Promise<{ text: string; steps: string[] }> {
  const compiled = typeof one === 'string' ? null : sql.compiled(one);
  const text = typeof one === 'string' ? one : sql.compiled(one).text;
  const values = compiled === null ? params : valuesOf(compiled, params[0] as Values);
  const rows = await sql.all<{ detail: string }>(
    `explain query plan ${text}`,
    ...(values as readonly Param[]),
  );
  return { text: text.replaceAll('"', ''), steps: rows.map(({ detail }) => detail) };
}

/** Collects the database's plans in place of its answers. */
export function explaining<S extends Sql & Texts>(sql: S, plans: string[]): S {
  const explain = async (...params: Params): Promise<void> => {
    plans.push((await planOf(sql, ...params)).steps.join('\n'));
  };
  return {
    ...sql,
    all: async (...params: unknown[]) => (await explain(...(params as unknown as Params)), []),
    get: async (...params: unknown[]) => (
      await explain(...(params as unknown as Params)),
      undefined
    ),
  };
}
