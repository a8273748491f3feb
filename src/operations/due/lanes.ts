import { firstLane, lanesAfter } from '../../store/queries/due.ts';
import type { DueLane, DueTable } from '../../store/queries/due.ts';
import type { Sql } from '../../store/sql.ts';

export type Lane = DueLane & { table: DueTable; dueAt: number };

const atOnce = 100;

/** Every lane in which something waits for its time. Reads a batch at a time. */
export async function* lanesOf(sql: Sql, table: DueTable): AsyncGenerator<Lane> {
  let before: DueLane = firstLane;
  for (;;) {
    const lanes = await lanesAfter(sql, table, before, atOnce);
    for (const lane of lanes) yield { ...lane, table };
    const last = lanes.at(-1);
    if (last === undefined || lanes.length < atOnce) return;
    before = last;
  }
}
