import type { Expression, ReferenceExpression, SelectQueryBuilder } from 'kysely';
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
    for (const [column, value] of equal) found = found.where(column as Any, '=', value as never);
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
