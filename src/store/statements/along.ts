import type { Expression, Kysely, ReferenceExpression, SelectQueryBuilder } from 'kysely';
import type { Dialect } from './dialect.ts';

/** A stretch of an index: its first columns have one value each, and its last one lies between bounds. */
export interface Along {
  equal: readonly (readonly [column: string, value: Expression<unknown>])[];
  last: string;
  above?: Expression<unknown> | undefined;
  below?: Expression<unknown> | undefined;
  order?: 'asc' | 'desc';
}

/** Rows along an index, in its order. */
export function along<DB, Table extends keyof DB, Row>(
  { comparesRows }: Pick<Dialect, 'comparesRows'>,
  rows: SelectQueryBuilder<DB, Table, Row>,
  { equal, last, above, below, order = 'asc' }: Along,
): SelectQueryBuilder<DB, Table, Row> {
  type Any = ReferenceExpression<DB, Table>;
  const bounds = [
    ['>', above],
    ['<', below],
  ] as const;
  let found = rows;
  if (!comparesRows) {
    found = withValues(found, equal);
    for (const [operator, bound] of bounds) {
      if (bound !== undefined) found = found.where(last as Any, operator, bound as never);
    }
    return found.orderBy(last as never, order);
  }
  const columns = equal.map(([column]) => column);
  const values = equal.map(([, value]) => value);
  for (const [operator, bound] of bounds) {
    const ends = bound === undefined ? columns : [...columns, last];
    const at = bound === undefined ? values : [...values, bound];
    // Without a bound for the last column, the others end where their values do.
    const which = bound === undefined ? (`${operator}=` as const) : operator;
    found = found.where((eb) =>
      ends.length === 1
        ? eb(ends[0] as Any, which, at[0] as never)
        : eb(
            eb.refTuple(...(ends as [never, never])),
            which,
            eb.tuple(...(at as [never, never])) as never,
          ),
    );
  }
  for (const column of [...columns, last]) found = found.orderBy(column as never, order);
  return found;
}

type Exact = 'orders' | 'refunds' | 'settlements' | 'abnormal_payments' | 'webhook_deliveries';

/** Stands for any of the tables. */
interface AnyTable {
  row: { id: string; account_id: string };
}

/**
 * The row, or its id, with these values in all columns of a unique index. PostgreSQL takes the first row that is not
 * before it, in the order of that index, and compares it: a range of rows it would read on to the end of the first
 * column's value.
 */
export function exactly(
  { db: typed, comparesRows }: Dialect,
  table: Exact,
  what: 'id' | 'all',
  equal: Along['equal'],
): SelectQueryBuilder<AnyTable, 'row', { id: string }> {
  const db = typed as unknown as Kysely<AnyTable>;
  const columns = equal.map(([column]) => column) as ['id', 'id'];
  const values = equal.map(([, value]) => value) as [never, never];
  const selected = (from: typeof rows, ids: readonly 'id'[]) =>
    what === 'all' ? from.selectAll() : from.select(ids);
  const rows = db.selectFrom(table as 'row');
  if (!comparesRows) return withValues(selected(rows, ['id']), equal);
  let next = selected(rows, ['id', ...columns])
    .where((eb) => eb(eb.refTuple(...columns), '>=', eb.tuple(...values) as never))
    .limit(1);
  for (const column of columns) next = next.orderBy(column, 'asc');
  // Under the table's own name, by which its columns are named (`named-columns.ts`).
  const found = db.selectFrom(next.as(table as 'row'));
  return withValues(selected(found, ['id']), equal);
}

function withValues<DB, Table extends keyof DB, Row>(
  rows: SelectQueryBuilder<DB, Table, Row>,
  equal: Along['equal'],
): SelectQueryBuilder<DB, Table, Row> {
  let found = rows;
  for (const [column, value] of equal) {
    found = found.where(column as ReferenceExpression<DB, Table>, '=', value as never);
  }
  return found;
}

/** Rows with one of these pairs in `account_id` and another column, which have a unique index. */
export function withPairs<Found>(
  dialect: Dialect,
  table: Exact,
  rows: SelectQueryBuilder<AnyTable, 'row', Found>,
  second: string,
  json: Expression<string>,
): SelectQueryBuilder<AnyTable, 'row', Found> {
  const { pairs, isIn, idsOf, listedPairs } = dialect;
  if (pairs === null) {
    return rows.where((eb) =>
      eb(eb.refTuple('account_id', second as 'id'), 'in', listedPairs(json) as never),
    );
  }
  const db = dialect.db as unknown as Kysely<AnyTable>;
  // One by one, because a join with all would be planned by statistics.
  const ids = db
    .selectFrom(pairs(json))
    .innerJoinLateral(
      (eb) =>
        exactly(dialect, table, 'id', [
          ['account_id', eb.ref('pair.first')],
          [second, eb.ref('pair.second')],
        ]).as('found'),
      (join) => join.onTrue(),
    )
    .select('found.id');
  return rows.where('id', isIn, idsOf(ids));
}
