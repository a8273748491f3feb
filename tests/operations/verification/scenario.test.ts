import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../../src/operations/verification/verify.ts';
import { openSnapshot } from '../../../src/store/open.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { playScenario } from '../../support/scenario.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await openTestApp({ disabledTokens: ['TRX_USDT'] });
  await playScenario(testApp);
});
afterAll(() => testApp.close());

async function report() {
  const snapshot = await openSnapshot(testApp.databaseUrl);
  try {
    return await verify(snapshot, { sealer: testApp.app.deps.sealer });
  } finally {
    await snapshot.close();
  }
}

describe('a database in use', () => {
  it('is found without fault, and every row is looked at', async () => {
    const { findings, checked } = await report();
    expect(findings).toEqual([]);
    expect(checked).toMatchObject({ merchants: 1, provider_accounts: 5, settlements: 2 });
    expect(Object.values(checked).every((rows) => rows > 0)).toBe(true);
  });

  it('is found without fault after days in which everything was followed', async () => {
    for (const ms of [5_000, 30_000, 30_000, 3_600_000, 86_400_000]) await testApp.advance(ms);
    expect((await report()).findings).toEqual([]);
  });
});
