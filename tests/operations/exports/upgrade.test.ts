import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../../src/operations/verification/verify.ts';
import { openDatabase } from '../../../src/store/open.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { onPostgres } from '../../support/own-database.ts';
import { playScenario } from '../../support/scenario.ts';
import { download, rowsOfCsv, sums } from './files.ts';
import type { Row } from './files.ts';

/** What the migration has made is taken back. */
const withoutStates = onPostgres
  ? [
      'drop trigger event_is_stated on events',
      'drop function event_is_stated, state_event, state_of_subject, moved_by_subject',
      'drop function received_for_order, members_of, is_seen, negative_money, set_member',
      'drop table event_states',
      "delete from mikro_orm_migrations where name = '0011-exports'",
    ]
  : ['drop table event_states', "delete from mikro_orm_migrations where name = '0025-exports'"];

const kinds = ['orders', 'refunds', 'settlements', 'abnormal-payments', 'movements'] as const;

const filesOf = async (testApp: TestApp) => {
  const files: Record<string, ReturnType<typeof rowsOfCsv>> = {};
  // One after the other: so many at once may be refused.
  for (const kind of kinds) files[kind] = rowsOfCsv((await download(testApp, `${kind}.csv`)).text);
  return files;
};

async function findingsIn(testApp: TestApp) {
  const database = await openDatabase(testApp.databaseUrl);
  const { sql } = database;
  const { findings } = await verify({ sql, damage: async () => [] }, { sealer: null });
  await database.close();
  return findings;
}

/** These may have become known since the last event. */
const unheard: ReadonlySet<string> = new Set([
  'providerRefundId',
  'providerSettlementId',
  'transactionHash',
]);
const compared = (rows: readonly Row[] = []) =>
  rows.map((row) => Object.entries(row).filter(([name]) => !unheard.has(name)));

describe('a log of the version before', () => {
  let testApp: TestApp;
  let before: Awaited<ReturnType<typeof filesOf>>;
  let after: Awaited<ReturnType<typeof filesOf>>;
  beforeAll(async () => {
    testApp = await openTestApp({ disabledTokens: ['TRX_USDT'] });
    await playScenario(testApp);
    before = await filesOf(testApp);
    await testApp.restart(async () => {
      const database = await openDatabase(testApp.databaseUrl);
      for (const text of withoutStates) {
        // oxlint-disable-next-line no-await-in-loop
        await database.sql.run(text);
      }
      await database.close();
    });
    after = await filesOf(testApp);
  }, 60_000);
  afterAll(() => testApp.close());

  it.each(kinds)('has the same lines of %s once it is filled in', (kind) => {
    expect(compared(after[kind])).toEqual(compared(before[kind]));
  });

  it('has movements that add up', async () => {
    expect(sums(after['movements'] ?? [])).toEqual(sums(before['movements'] ?? []));
    expect(await findingsIn(testApp)).toEqual([]);
  });
});

describe.runIf(onPostgres)('events of a process of the version before', () => {
  it('have movements that add up with those of this one', async () => {
    const testApp = await openTestApp({ disabledTokens: ['TRX_USDT'] });
    const { queue, read } = testApp.app.deps;
    // Each event in four is as that process writes it.
    await queue.commit(async (tx) => {
      await tx.run(`create function a_version_before() returns trigger language plpgsql as $$
        begin return case when new.seq % 4 = 0 then null else new end; end $$`);
      await tx.run(`create trigger a_version_before before insert on event_states for each row
        when (pg_trigger_depth() = 0) execute function a_version_before()`);
    });
    await playScenario(testApp);
    const [open] = await read.all<{ count: number }>(
      `select (select count(*) from events)::int - (select count(*) from event_states)::int as count`,
    );
    expect(open?.count).toBe(0);
    expect(await findingsIn(testApp)).toEqual([]);
    await testApp.close();
  }, 60_000);
});
