import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../../src/operations/verification/verify.ts';
import type { Database } from '../../../src/store/database.ts';
import { openDatabase } from '../../../src/store/open.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { onPostgres } from '../../support/own-database.ts';
import { playScenario } from '../../support/scenario.ts';
import { corruptions, idsOf } from './corruptions.ts';
import type { Ids } from './corruptions.ts';

let testApp: TestApp;
let database: Database;
let ids: Ids;
beforeAll(async () => {
  testApp = await openTestApp({ disabledTokens: ['TRX_USDT'] });
  const played = await playScenario(testApp);
  ids = idsOf(played, testApp.merchantId, testApp.accounts.ANEXPAY_XCHECKOUT);
  database = await openDatabase(testApp.databaseUrl);
});
afterAll(async () => {
  await database.close();
  await testApp.close();
});

/** Plants it in a transaction that is never committed, and holds what the transaction sees against the rules. */
async function reportOf(texts: readonly string[]) {
  const transaction = await database.writer.begin();
  const { sql } = transaction;
  try {
    for (const text of texts) await sql.run(text);
    const { findings } = await verify(
      { sql, damage: async () => [] },
      { sealer: testApp.app.deps.sealer, most: 1000 },
    );
    return findings;
  } finally {
    await transaction.rollback();
  }
}

/** What the database would check is not checked, until the end of the transaction. */
const unchecked = onPostgres
  ? 'set local session_replication_role = replica'
  : 'pragma defer_foreign_keys = on';

describe('of what is planted, one by one,', () => {
  it('nothing is left afterwards', async () => {
    expect(await reportOf([])).toEqual([]);
  });

  it.each(corruptions)('$rule finds in $table: $what', async ({ rule, table, sql, before }) => {
    const found = await reportOf([
      unchecked,
      ...(before === undefined ? [] : [onPostgres ? before.postgres : before.sqlite]),
      sql(ids),
    ]);
    expect(found.filter((one) => one.rule === rule && one.table === table)).not.toEqual([]);
  });
});
