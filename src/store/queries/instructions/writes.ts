import { sameValue } from '../../../domain/evidence.ts';
import type { Pause } from '../../aggregates/steps.ts';
import type { Sql } from '../../sql.ts';
import { columnsOf } from '../../statements/columns.ts';
import { insertInto, updateOf } from '../../statements/rows.ts';
import type { Column, Followed, Row } from '../../statements/tables.ts';
import { firstTokens, laterTokens } from '../../search/findable.ts';
import { addSearchEntries } from '../search/entries.ts';
import type { Findable } from '../search/entries.ts';
import { subjectsAppeared } from '../webhooks/awaited-subjects.ts';
import { StaleRecordError } from './table.ts';
import type { Changed, Common, FollowedTable } from './table.ts';

export function writesOf<Table extends Followed, Known extends Common, Fixed extends Column<Table>>(
  of: FollowedTable<Table, Known, Fixed>,
) {
  const inserting = insertInto(of.table, of.schema);
  type Changing = Exclude<Column<Table>, Fixed>;
  const never = new Set<string>(['revision', ...of.fixed]);
  const changing = columnsOf<Table>(of.schema).filter((column) => !never.has(column));
  const updating = updateOf(of.table, changing as Changing[]);
  const rare = new Set<string>(of.rareColumns);
  const updatingUsual = updateOf(
    of.table,
    changing.filter((column) => !rare.has(column)) as Changing[],
  );
  const asFound = (record: Known): Findable => ({
    id: record.id,
    tokens: firstTokens(of.table, record),
  });
  const asFoundSince = ({ now, before }: Changed<Known>): Findable => ({
    id: now.id,
    tokens: before === undefined ? [] : laterTokens(of.table, before, now),
  });
  const insertAll = async (tx: Sql, records: readonly Known[], pause?: Pause): Promise<void> => {
    const [first] = records;
    if (first === undefined) return;
    const rows = records.map((record) => ({ ...of.fixedColumns(record), ...of.changing(record) }));
    await tx.runEach(inserting, rows as unknown as Row<Table>[], pause);
    await addSearchEntries(tx, records.map(asFound), pause);
    const subjects = records.map((record): [string, string] => [
      record.accountId,
      of.numberOf(record),
    ]);
    await subjectsAppeared(tx, subjects, first.createdAt);
  };
  const updateAll = async (
    tx: Sql,
    changed: readonly Changed<Known>[],
    pause?: Pause,
  ): Promise<void> => {
    const isUsual = ({ now, before }: Changed<Known>): boolean =>
      before !== undefined && sameValue(of.rare(now), of.rare(before));
    const { usual = [], other = [] } = Object.groupBy(changed, (one) =>
      isUsual(one) ? 'usual' : 'other',
    );
    await addSearchEntries(tx, changed.map(asFoundSince), pause);
    for (const [update, some] of [
      [updatingUsual, usual],
      [updating, other],
    ] as const) {
      const columns = update === updating ? of.changing : of.usual;
      const rows = some.map(({ now }) => ({
        ...(columns(now) as ReturnType<typeof of.changing>),
        id: now.id,
        revision: now.revision,
      }));
      const written = await tx.runEach(update, rows, pause);
      if (written === rows.length) continue;
      throw new StaleRecordError(`changed meanwhile: ${rows.map(({ id }) => id).join()}`);
    }
  };
  return { insertAll, updateAll };
}
