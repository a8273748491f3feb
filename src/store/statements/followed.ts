import { along } from './along.ts';
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
      rows(dialect).where('account_id', '=', at.account).where(number, '=', at.number),
    ),
    some: statement<{ account: string; numbers: string }>()((dialect, at) =>
      rows(dialect)
        .where('account_id', '=', at.account)
        .where(number, dialect.isIn, dialect.listed<string>(at.numbers)),
    ),
    pairs: statement<{ pairs: string }>()((dialect, at) =>
      rows(dialect).where((eb) =>
        eb(eb.refTuple('account_id', number), 'in', dialect.listedPairs(at.pairs) as never),
      ),
    ),
    created: statement<Created>()(created),
    createdOf: statement<Created & { statuses: string }>()((dialect, at) =>
      created(dialect, at).where('status', dialect.isIn, dialect.listed<never>(at.statuses)),
    ),
  };
}
