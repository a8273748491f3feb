import { print } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { eventually } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import type { Document, MutationResult } from '../../support/operations.ts';
import { ownDatabase } from '../../support/own-database.ts';
import type { OwnDatabase } from '../../support/own-database.ts';
import { startPaygraph } from '../../support/process.ts';
import type { PaygraphProcess } from '../../support/process.ts';
import { formOn, linkInput, look, submit } from './payer.ts';
import type { Link } from './payer.ts';

const adminKey = 'the-administrator-of-this-test';

let database: OwnDatabase;
let sandbox: Sandbox;
let child: PaygraphProcess;
let key = adminKey;

const provider = () => sandbox.provider('ANEXPAY_XCHECKOUT');
const served = () => ({ url: `${child.base}/graphql` });
const start = async (): Promise<void> => {
  child = await startPaygraph({ databaseUrl: database.url, adminKey });
};

async function post(document: Document, variables: object): Promise<MutationResult> {
  const response = await fetch(served().url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const { data } = (await response.json()) as { data: Record<string, MutationResult> };
  const [result] = Object.values(data);
  if (!result) throw new Error('nothing was answered');
  return result;
}

beforeAll(async () => {
  database = await ownDatabase();
  sandbox = await startSandbox();
  await start();
  const made = await post(documents.createMerchant, { input: { name: 'Shop' } });
  const merchant = (made['merchant'] as { id: string }).id;
  const { merchantId: _, ...credentials } = provider().createMerchantAccount();
  const config = { anexpayXcheckout: credentials };
  const input = { merchant, name: 'Shop', baseUrl: provider().baseUrl, config };
  await post(documents.createProviderAccount, { input });
  const named = { merchant, name: 'all', scopes: ['READ', 'ORDERS_WRITE'] };
  key = String((await post(documents.createApiKey, { input: named }))['secret']);
});

afterAll(async () => {
  await child.kill();
  await sandbox.close();
  await database.remove();
});

it.each([
  ['once', 1],
  ['often', 10],
])(
  'a process that is killed while it makes the order of a link that is used %s has made that one',
  async (_often, maximumUses) => {
    const input = linkInput({ maximumUses });
    const made = await post(documents.createPaymentLink, { input });
    const link = made['paymentLink'] as Link;
    const values = await formOn(await look(served(), link));
    const before = provider().effects().ordersCreated;
    provider().faults.arm({ fault: 'delay', operation: 'createOrder', delayMs: 60_000 });
    const lost = submit(served(), link, values).catch(() => null);
    await eventually(async () => provider().effects().ordersCreated > before);
    await child.kill();
    expect(await lost).toBeNull();
    await start();
    const again = await submit(served(), link, values);
    expect(again.status).toBe(303);
    const now = await post(documents.paymentLink, { id: link.id });
    expect(now).toMatchObject({ uses: 1, orders: { nodes: [{ paymentLink: { id: link.id } }] } });
    expect(provider().effects().ordersCreated - before).toBe(1);
  },
);
