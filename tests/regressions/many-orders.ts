import { encodeTime } from 'ulid';
import type { TestApp } from '../support/app.ts';
import { padded } from '../support/own-database.ts';

/** The columns of a copy that differ from the original: SQL for each column; `n` is the number of the copy. */
export type Different = Readonly<Record<string, string>>;

let batches = 0;

/** Of a statement, which on PostgreSQL has five seconds. */
const mostAtOnce = 10_000;

/** Copies a row many times, for loads that would take too long through the API. Returns their ids, oldest first. */
export async function copyRow(
  testApp: Pick<TestApp, 'app'>,
  table: 'orders' | 'refunds',
  id: string,
  count: number,
  different: Different = {},
): Promise<string[]> {
  batches += 1;
  const { queue, read, now } = testApp.app.deps;
  const prefix = `${id.slice(0, 4)}${encodeTime(now(), 10)}${String(batches).padStart(4, '0')}`;
  const values: Different = {
    id: `'${prefix}' || ${padded('n', 12)}`,
    provider_reference: `provider_reference || 'X${batches}X' || n`,
    ...different,
  };
  const row = await read.get<object>(`select * from ${table} where id = ?`, id);
  const columns = Object.keys(row ?? {});
  for (let before = 0; before < count; before += mostAtOnce) {
    // oxlint-disable-next-line no-await-in-loop
    await queue.commit((tx) =>
      tx.run(
        `with recursive copies(n) as
           (select cast(? as integer) union all select n + 1 from copies where n < cast(? as integer))
         insert into ${table} (${columns.join(', ')})
         select ${columns.map((name) => values[name] ?? name).join(', ')}
         from copies, ${table} where id = ?`,
        before + 1,
        Math.min(before + mostAtOnce, count),
        id,
      ),
    );
  }
  return Array.from({ length: count }, (_, n) => `${prefix}${String(n + 1).padStart(12, '0')}`);
}
