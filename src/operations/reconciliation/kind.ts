import type { Observation } from '../../domain/observation.ts';
import type { ComparedKind, Row } from '../../domain/reconciliation/kinds.ts';
import type { Call, Connection, ListPage, ListRange } from '../../providers/provider.ts';
import type { CreatedRange } from '../../store/queries/instructions.ts';
import type { Page } from '../../store/queries/pages.ts';
import type { Sql } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import type { Queried, Querying } from '../instructions/query.ts';

/** What differs in reconciling one kind of record. The procedure is the same for all. */
export interface Kind<T extends Row, O extends Observation> extends ComparedKind<T, O> {
  /** Undefined if the provider has no such list. */
  list(connection: Connection): ((range: ListRange, call: Call) => Promise<ListPage>) | undefined;
  canQuery(connection: Connection): boolean;
  byNumbers(sql: Sql, accountId: string, numbers: readonly string[]): Promise<T[]>;
  /** Records of an account, oldest first. `ended`: only those that ended without money. */
  created(
    sql: Sql,
    accountId: string,
    range: CreatedRange,
    ended: boolean,
    page: Page,
  ): Promise<T[]>;
  query(deps: Deps, record: T, querying: Querying): Promise<Queried<T>>;
}
