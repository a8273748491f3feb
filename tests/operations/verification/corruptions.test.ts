import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../../src/operations/verification/verify.ts';
import type { Database } from '../../../src/store/database.ts';
import { openDatabase } from '../../../src/store/open.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { onPostgres } from '../../support/own-database.ts';
import { playScenario } from '../../support/scenario.ts';
import { linkOf, madeLink, pay } from '../payment-links/payer.ts';
import { corruptions, idsOf } from './corruptions.ts';
import type { Corruption, Ids } from './corruptions.ts';
import { linkCorruptions } from './link-corruptions.ts';
import type { LinkIds } from './link-corruptions.ts';

let testApp: TestApp;
let database: Database;
let ids: Ids;
let linkIds: LinkIds;
beforeAll(async () => {
  testApp = await openTestApp({ disabledTokens: ['TRX_USDT'] });
  const played = await playScenario(testApp);
  ids = idsOf(played, testApp.merchantId, testApp.accounts.ANEXPAY_XCHECKOUT);
  linkIds = await playLinks();
  database = await openDatabase(testApp.databaseUrl);
});
afterAll(async () => {
  await database.close();
  await testApp.close();
});

/** Two payment links, one of which has made two orders. */
async function playLinks(): Promise<LinkIds> {
  const used = await madeLink(testApp, { maximumUses: 3 });
  const unused = await madeLink(testApp);
  for (let nth = 0; nth < 2; nth += 1) await pay(testApp, used);
  const { orders } = await linkOf(testApp, used);
  return { used: used.id, unused: unused.id, order: orders.nodes.at(-1)?.id ?? '' };
}

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

async function found(
  { rule, table, before }: Omit<Corruption, 'sql'>,
  sql: string,
): Promise<readonly unknown[]> {
  const inTheWay = before === undefined ? [] : [onPostgres ? before.postgres : before.sqlite];
  const findings = await reportOf([unchecked, ...inTheWay, sql]);
  return findings.filter((one) => one.rule === rule && one.table === table);
}

describe('of what is planted, one by one,', () => {
  it('nothing is left afterwards', async () => {
    expect(await reportOf([])).toEqual([]);
  });

  it.each(corruptions)('$rule finds in $table: $what', async (corruption) => {
    expect(await found(corruption, corruption.sql(ids))).not.toEqual([]);
  });

  it.each(linkCorruptions)('$rule finds in $table: $what', async (corruption) => {
    expect(await found(corruption, corruption.sql(linkIds))).not.toEqual([]);
  });
});
