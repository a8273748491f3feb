import type { Owner, Sql } from '../sql.ts';
import type { Dialect } from './dialect.ts';
import { statement } from './statement.ts';
import { shared } from './tables.ts';
import type { Row, Tables } from './tables.ts';

/** Tables whose rows belong to a merchant and have an id. */
export type Owned =
  | 'abnormal_payments'
  | 'api_keys'
  | 'audit_entries'
  | 'event_deliveries'
  | 'events'
  | 'orders'
  | 'payment_link_uses'
  | 'payment_links'
  | 'provider_accounts'
  | 'refunds'
  | 'settlements'
  | 'webhook_deliveries';

/** Reads rows by their ids. For another merchant's row no more is read than for one that does not exist. */
export interface ById<Table extends keyof Tables> {
  byId: (sql: Sql, id: string, owner?: Owner) => Promise<Row<Table> | undefined>;
  /** In no particular order. */
  byIds: (sql: Sql, ids: readonly string[], owner?: Owner) => Promise<Row<Table>[]>;
}

export function byIdOf<Table extends Owned>(name: Table): ById<Table> {
  const table: Owned = name;
  const rows = ({ db }: Dialect) => shared<Owned>(db).selectFrom(table).selectAll();
  const anybodys = statement<{ id: string }>()((dialect, at) =>
    rows(dialect).where('id', '=', at.id),
  );
  const own = statement<{ id: string; owner: string }>()((dialect, at) =>
    rows(dialect).where('id', '=', at.id).where('merchant_id', '=', at.owner),
  );
  const someOfAnybody = statement<{ ids: string }>()((dialect, at) =>
    rows(dialect).where('id', dialect.isIn, dialect.listed(at.ids)),
  );
  const someOwn = statement<{ ids: string; owner: string }>()((dialect, at) =>
    rows(dialect)
      .where('id', dialect.isIn, dialect.listed(at.ids))
      .where('merchant_id', '=', at.owner),
  );
  const reads: ById<Owned> = {
    async byId(sql, id, owner = null) {
      const row = await (owner === null ? sql.get(anybodys, { id }) : sql.get(own, { id, owner }));
      return row;
    },
    async byIds(sql, some, owner = null) {
      const [first] = some;
      if (first !== undefined && some.length === 1) {
        const row = await reads.byId(sql, first, owner);
        return row === undefined ? [] : [row];
      }
      const ids = JSON.stringify(some);
      const rows = await (owner === null
        ? sql.all(someOfAnybody, { ids })
        : sql.all(someOwn, { ids, owner }));
      return rows;
    },
  };
  return reads as unknown as ById<Table>;
}
