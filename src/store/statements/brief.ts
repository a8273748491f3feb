/**
 * The members of brief records, of each the column from which it follows. Those that are asked for most often come
 * first: a read takes the columns up to the last that is needed, so that there are few statements.
 */
export type Brief<Column extends string> = Readonly<Record<string, Column>>;

/** So many members of brief records are read; null: whole records. */
export type Extent = number | null;

/** What reads whole records and, made when it is first needed, what reads brief ones. `always`: columns of all. */
export function byExtent<Column extends string, Read>(
  whole: Read,
  always: readonly Column[],
  brief: Brief<Column>,
  readOf: (columns: readonly Column[]) => Read,
): (extent: Extent) => Read {
  const columns = Object.values(brief);
  const made: Read[] = [];
  return (extent) => {
    if (extent === null) return whole;
    return (made[extent] ??= readOf([...new Set([...always, ...columns.slice(0, extent)])]));
  };
}
