import { expect, it } from 'vitest';
import { readLog } from '../../src/store/queries/events.ts';
import { appendEvents } from '../../src/store/queries/log/append.ts';
import type { Sql } from '../../src/store/sql.ts';
import { eventRow, openWithMerchants } from './rows.ts';

it('a page of several types misses no event before its last one, also while others are written', async () => {
  await using opened = await openWithMerchants();
  const { reader } = opened.database;
  const append = () =>
    opened.queue.commit((tx) =>
      appendEvents(tx, [eventRow('evt_1'), eventRow('evt_2', { type: 'ORDER_UPDATED' })]),
    );
  let reads = 0;
  const all: Sql['all'] = async (...one) => {
    const rows = await reader.all(...one);
    // After the events of the first type are read, and before those of the second.
    reads += 'type' in (one[1] as object) ? 1 : 0;
    if (reads === 1) await append();
    return rows;
  };
  const types = ['ORDER_CREATED', 'ORDER_UPDATED'] as const;
  const page = await readLog({ ...reader, all }, 'mer_1', 0, 10, { types });
  const rest = await readLog(reader, 'mer_1', page.at(-1)?.seq ?? 0, 10, { types });
  expect([...page, ...rest].map(({ seq }) => seq)).toEqual([1, 2]);
});
