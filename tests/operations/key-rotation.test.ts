import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { existing } from '../../src/operations/find.ts';
import { openCredentials } from '../../src/store/sealing/credentials.ts';
import { reseal } from '../../src/store/sealing/reseal.ts';
import { openBody } from '../../src/store/sealing/webhooks.ts';
import { accountById, accountsOfMerchant } from '../../src/store/queries/merchants.ts';
import { replaceCredentials } from '../../src/store/queries/sealed.ts';
import { deliveryById, findDeliveries } from '../../src/store/queries/webhooks.ts';
import { UnopenableError, createSealer } from '../../src/store/sealing/sealer.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { environmentOf } from '../support/own-database.ts';
import { mutate, created, deliver, orderInput } from '../support/operations.ts';
import { ofMachine } from '../support/machine.ts';

const provider = 'ANEXPAY_XCHECKOUT';
const bodies = 130;

let testApp: TestApp;
let keyFile: string;
let oldKey: Buffer;
beforeAll(async () => {
  testApp = await openTestApp();
  keyFile = join(testApp.folder, 'master-key');
  oldKey = Buffer.from(await readFile(keyFile, 'utf8'), 'base64');
});
afterAll(() => testApp.close());

/** The command, in its own process. */
async function rotate(): Promise<{ code: number; output: string }> {
  const env = {
    ...ofMachine,
    ...environmentOf({ url: testApp.databaseUrl, folder: testApp.folder }),
  };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['src/keys.ts'], { env });
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

const noPause = () => Promise.resolve();

const writeKeys = (...keys: Buffer[]) =>
  writeFile(keyFile, keys.map((key) => `${key.toString('base64')}\n`).join(''));

async function deliveriesNow() {
  const { read } = testApp.app.deps;
  const found = await findDeliveries(read, testApp.merchantId, { first: 1000, after: null }, {});
  return Promise.all(found.map(({ id }) => existing(deliveryById(read, id))));
}
const accountsNow = () => accountsOfMerchant(testApp.app.deps.read, testApp.merchantId);

it('everything is sealed anew while the server takes orders and webhooks, and the old key opens nothing', async () => {
  const order = await created(testApp, provider);
  const event = { orderNo: order.providerReference, orderStatus: 'PAYING' };
  for (let count = 0; count < bodies; count += 1) {
    // oxlint-disable-next-line no-await-in-loop
    expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', event)).toBe(200);
  }
  // As they were stored before bodies were sealed.
  const [plain] = await deliveriesNow();
  const before = openBody(testApp.app.deps.sealer, await existing(Promise.resolve(plain ?? null)));
  const unsealed = 'update webhook_deliveries set body = ?, sealed_with = null where id = ?';
  await testApp.app.deps.queue.commit((tx) => tx.run(unsealed, before, plain?.id ?? ''));

  const newKey = randomBytes(32);
  await writeKeys(newKey, oldKey);
  await testApp.restart();
  const token = await tokenOf(testApp);
  const rotating = { done: false };
  const rotated = rotate().finally(() => (rotating.done = true));
  let served = 0;
  while (!rotating.done) {
    // oxlint-disable-next-line no-await-in-loop
    const [made, status] = await Promise.all([
      mutate(testApp, documents.createOrder, { input: orderInput(testApp, provider) }),
      deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', event),
    ]);
    expect([made['__typename'], status]).toEqual(['CreateOrderSuccess', 200]);
    served += 1;
  }
  expect(served).toBeGreaterThan(3);
  const { code, output } = await rotated;
  expect([code, output]).toEqual([0, expect.stringContaining('provider accounts: 5 re-sealed')]);
  expect(Number(/deliveries: (\d+) re-sealed/.exec(output)?.[1])).toBeGreaterThanOrEqual(bodies);

  await writeKeys(newKey);
  await testApp.restart();
  await created(testApp, provider);
  const { webhookDeliveries } = await testApp.request(documents.webhookDeliveries, {});
  expect(webhookDeliveries.nodes[0]?.body).toContain(order.providerReference);
  const { sealer } = testApp.app.deps;
  const stored = await deliveriesNow();
  expect(openBody(sealer, await existing(Promise.resolve(stored.at(-1) ?? null)))).toBeInstanceOf(
    Buffer,
  );
  expect(stored.find(({ id }) => id === plain?.id)?.body.sealedWith).toBe(sealer.keyId);
  expect(await statusWith(token)).toBe(200);

  const old = createSealer(oldKey);
  for (const account of await accountsNow())
    expect(() => openCredentials(old, account)).toThrow(UnopenableError);
  for (const delivery of stored) expect(() => openBody(old, delivery)).toThrow(UnopenableError);
});

/** Of an order created with the active key. */
async function tokenOf(at: TestApp): Promise<string> {
  const { clientToken } = await mutate(at, documents.createOrder, {
    input: orderInput(testApp, provider),
  });
  return clientToken ?? '';
}

const statusWith = async (token: string): Promise<number> =>
  (await testApp.post({ query: '{ order(id: "ord_1") { id } }' }, token)).status;

it('client tokens of before are good until their key is taken away', async () => {
  const token = await tokenOf(testApp);
  const active = Buffer.from(await readFile(keyFile, 'utf8'), 'base64');
  const next = randomBytes(32);
  await writeKeys(next, active);
  await testApp.restart();
  expect(await statusWith(token)).toBe(200);
  await writeKeys(next);
  await testApp.restart();
  expect(await statusWith(token)).toBe(401);
  await writeKeys(active);
  await testApp.restart();
});

it('what no key opens is told by its id, left as it is, and ends the command with 1', async () => {
  const strange = createSealer(randomBytes(32));
  const { queue, read } = testApp.app.deps;
  const account = await existing(accountById(read, testApp.accounts.NEXAPAY));
  const unopenable = strange.seal('{"secretKey":"conspicuous"}', 'anything');
  await queue.commit((tx) => replaceCredentials(tx, account, unopenable));
  const { code, output } = await rotate();
  expect(code).toBe(1);
  expect(output).toContain('0 re-sealed, 4 already current, 1 could not be opened');
  expect(output).toContain(account.id);
  expect(output).not.toMatch(/conspicuous|v2\./);
  const stored = await existing(accountById(read, account.id));
  expect(stored.credentials).toBe(unopenable);
  await queue.commit((tx) => replaceCredentials(tx, stored, account.credentials));
});

it('an account that is changed between the reading and the writing keeps the change', async () => {
  const { read, queue } = testApp.app.deps;
  const { sealer: active } = testApp.app.deps;
  const account = await existing(accountById(read, testApp.accounts.VEXORA));
  const sealer = createSealer(randomBytes(32), [
    Buffer.from(await readFile(keyFile, 'utf8'), 'base64'),
  ]);
  const changed = active.seal('{"changed":true}', `provider_accounts/${account.id}/credentials`);
  let isChanged = false;
  const racing: typeof queue.commit = async (unit) => {
    if (!isChanged) {
      isChanged = true;
      await queue.commit((tx) => replaceCredentials(tx, account, changed));
    }
    return queue.commit(unit);
  };
  const { accounts } = await reseal({ read, queue: { commit: racing }, sealer, pause: noPause });
  expect(accounts).toEqual({ resealed: 4, current: 1, unopenable: [] });
  expect((await existing(accountById(read, account.id))).credentials).toBe(changed);
  const again = await reseal({ read, queue, sealer, pause: noPause });
  expect(again).toMatchObject({
    accounts: { resealed: 1, current: 4 },
    deliveries: { resealed: 0 },
  });
});
