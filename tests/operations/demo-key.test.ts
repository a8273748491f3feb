import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { demoKeyOf, startDemo } from '../../demo/demo.ts';
import { environmentOf, ownDatabase } from '../support/own-database.ts';
import { principalOfKey } from '../../src/operations/merchants/merchants.ts';

it('with a new master key the demo merchant stays the same, and the previous demo key stays valid', async () => {
  const database = await ownDatabase();
  const [old, next] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
  const startWith = async (keys: Record<string, string>) => {
    const environment = { PORT: '0', LOG_LEVEL: 'silent', ...environmentOf(database), ...keys };
    const config = readConfig(environment);
    const app = await createApp(config, { scheduleMs: null });
    const { sandbox } = await startDemo(app, config);
    const close = async (): Promise<void> => {
      await app.close();
      await sandbox.close();
    };
    return { app, key: demoKeyOf(config), close };
  };
  const before = await startWith({ PAYGRAPH_MASTER_KEY: old });
  const merchant = await principalOfKey(before.app.deps, before.key);
  await before.close();
  const after = await startWith({ PAYGRAPH_MASTER_KEY: next, PAYGRAPH_PREVIOUS_MASTER_KEYS: old });
  expect(after.key).not.toBe(before.key);
  const now = await principalOfKey(after.app.deps, after.key);
  expect(now).toMatchObject({ ...merchant, keyId: expect.any(String) as string });
  expect(await principalOfKey(after.app.deps, before.key)).toEqual(merchant);
  await after.close();
  await database.remove();
});
