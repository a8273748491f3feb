import type { Param, Sql, Texts } from '../../src/store/sql.ts';
import { valuesOf } from '../../src/store/statements/statement.ts';
import type { AnyStatement, Values } from '../../src/store/statements/statement.ts';

type Given = readonly [one: string | AnyStatement, ...given: readonly unknown[]];
type Run = (...given: Given) => Promise<unknown>;

/** What runs statements, with `before` each of them. */
export function intercepted<S extends Sql & Texts>(
  sql: S,
  before: (...given: Given) => unknown,
  names: readonly ('run' | 'get' | 'all')[] = ['run', 'get', 'all'],
): S {
  const own = sql as unknown as Record<string, Run>;
  const after = names.map((name): [string, Run] => [
    name,
    async (...given) => {
      await before(...given);
      return own[name]?.(...given);
    },
  ]);
  return { ...sql, ...Object.fromEntries(after) };
}

/** How the database would answer: the text, without the quotes of its names, and the steps of the plan. */
export async function planOf(
  sql: Texts,
  ...[one, ...given]: Given
): Promise<{ text: string; steps: string[] }> {
  const compiled = typeof one === 'string' ? null : sql.compiled(one);
  const text = typeof one === 'string' ? one : sql.compiled(one).text;
  const values = compiled === null ? given : valuesOf(compiled, given[0] as Values);
  const rows = await sql.all<{ detail: string }>(
    `explain query plan ${text}`,
    ...(values as readonly Param[]),
  );
  return { text: text.replaceAll('"', ''), steps: rows.map(({ detail }) => detail) };
}

/** Keeps how the database would answer, in place of its answers. */
export function explaining<S extends Sql & Texts>(sql: S, plans: string[]): S {
  const explain = async (...given: Given): Promise<void> => {
    plans.push((await planOf(sql, ...given)).steps.join('\n'));
  };
  return {
    ...sql,
    all: async (...given: unknown[]) => (await explain(...(given as unknown as Given)), []),
    get: async (...given: unknown[]) => (await explain(...(given as unknown as Given)), undefined),
  };
}
