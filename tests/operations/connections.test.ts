import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConnections } from '../../src/operations/connections.ts';
import { openCredentials, sealCredentials } from '../../src/store/sealing/credentials.ts';
import { existing } from '../../src/operations/find.ts';
import { providerModules } from '../../src/providers/modules.ts';
import type { AccountRecord } from '../../src/store/records.ts';
import { UnopenableError } from '../../src/store/sealing/sealer.ts';
import { accountById } from '../../src/store/queries/merchants.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';

describe('the connection of an account', () => {
  let testApp: TestApp;
  let account: AccountRecord;

  beforeAll(async () => {
    testApp = await openTestApp();
    account = await existing(accountById(testApp.app.deps.read, testApp.accounts.W_CHECKOUT));
  });
  afterAll(() => testApp.close());

  it('is the same until its address or its credentials change, even within a millisecond', async () => {
    const { sealer, ...deps } = testApp.app.deps;
    const connections = createConnections(providerModules, sealer, deps, pino({ level: 'silent' }));
    const { connection } = connections.of(account);
    expect(connections.of({ ...account, name: 'Renamed', updatedAt: 1 }).connection).toBe(
      connection,
    );
    const readdressed = connections.of({ ...account, baseUrl: 'https://w.example' }).connection;
    expect(readdressed).not.toBe(connection);
    const { id } = account;
    const config = { ...JSON.parse(openCredentials(sealer, account)), merchantId: '2' } as object;
    const credentials = sealCredentials(sealer, id, config);
    expect(connections.of({ ...account, credentials }).connection).not.toBe(readdressed);
    expect(Object.keys(connections.of(account)), 'and brings no account of its own').toEqual([
      'connection',
      'module',
      'config',
    ]);
    await connections.close();
  });

  it('stays the same when its credentials are sealed anew, and with it its access token', async () => {
    const { sealer, ...deps } = testApp.app.deps;
    const connections = createConnections(providerModules, sealer, deps, pino({ level: 'silent' }));
    const { connection } = connections.of(account);
    const config = JSON.parse(openCredentials(sealer, account)) as object;
    const credentials = sealCredentials(sealer, account.id, config);
    expect(credentials).not.toBe(account.credentials);
    expect(connections.of({ ...account, credentials }).connection).toBe(connection);
    expect(connections.of(account).connection, 'whichever was read first').toBe(connection);
    await connections.close();
  });

  it('is not made with the credentials of another row', async () => {
    const { sealer, ...deps } = testApp.app.deps;
    const connections = createConnections(providerModules, sealer, deps, pino({ level: 'silent' }));
    expect(() => connections.of({ ...account, id: testApp.accounts.VEXORA })).toThrow(
      UnopenableError,
    );
    await connections.close();
  });
});
