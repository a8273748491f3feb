import type { Compilable } from 'kysely';
import { along, exactly, withPairs } from './along.ts';
import type { Dialect } from './dialect.ts';
import { statement } from './statement.ts';
import type { Slots } from './statement.ts';
import { shared } from './tables.ts';
import type { Followed } from './tables.ts';

interface Created {
  account: string;
  above: string;
  below: string;
  first: number;
}

/** `number`: the column of the provider's number. Its type stands for any text column. */
export function readsOf(table: Followed, number: 'id') {
  const rows = ({ db }: Dialect) => shared<Followed>(db).selectFrom(table).selectAll();
  const created = (dialect: Dialect, at: Slots<Created>) =>
    along(dialect, rows(dialect), {
      equal: [['account_id', at.account]],
      last: 'id',
      above: at.above,
      below: at.below,
    }).limit(at.first);
  return {
    one: statement<{ account: string; number: string }>()((dialect, at) =>
      exactly(dialect, table, 'all', [
        ['account_id', at.account],
        [number, at.number],
      ]),
    ),
    some: statement<{ account: string; numbers: string }>()((dialect, at) =>
      rows(dialect)
        .where('account_id', '=', at.account)
        .where(number, dialect.isIn, dialect.listed<string>(at.numbers)),
    ),
    created: statement<Created>()(created),
    createdOf: statement<Created & { statuses: string }>()((dialect, at) =>
      created(dialect, at).where('status', dialect.isIn, dialect.listed<never>(at.statuses)),
    ),
  };
}

/**
 * Reads rows by their keys within a write transaction. `isRoot`: they are the roots of aggregates, and are locked.
 * Those of one SQL statement are locked in the order of their ids, so that no two writers wait in a circle.
 */
export function keyReadsOf(table: Followed, number: 'id', isRoot: boolean) {
  type Rows = ReturnType<typeof all>;
  const all = ({ db }: Dialect) => shared<Followed>(db).selectFrom(table).selectAll();
  const ids = ({ db }: Dialect) => shared<Followed>(db).selectFrom(table).select('id');
  const rows = (dialect: Dialect, those: (rows: Rows) => Rows) => {
    const found = those(all(dialect));
    return isRoot ? dialect.locked(found) : found;
  };
  return {
    id: statement<{ id: string }>()((dialect, at) =>
      rows(dialect, (some) => some.where('id', '=', at.id)),
    ),
    ids: statement<{ ids: string }>()((dialect, at) =>
      rows(dialect, (some) => some.where('id', dialect.isIn, dialect.listed(at.ids))),
    ),
    number: statement<{ account: string; number: string }>()((dialect, at) => {
      const equal = [
        ['account_id', at.account],
        [number, at.number],
      ] as const;
      if (dialect.pairs === null) return exactly(dialect, table, 'all', equal);
      const one = exactly(dialect, table, 'id', equal);
      return rows(dialect, (some) => some.where('id', dialect.isIn, dialect.idsOf(one)));
    }),
    pairs: statement<{ pairs: string }>()((dialect, at) =>
      rows(dialect, (some) => withPairs(dialect, table, some as never, number, at.pairs) as never),
    ),
    idsOfPairs: statement<{ pairs: string }>()(
      (dialect, at) =>
        withPairs(dialect, table, ids(dialect) as never, number, at.pairs) as Compilable<{
          id: string;
        }>,
    ),
  };
}
