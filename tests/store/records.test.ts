import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idempotencyKey, claimIdempotencyKeys } from '../../src/store/queries/idempotency.ts';
import { accountById, accountsOfMerchant } from '../../src/store/queries/merchants.ts';
import {
  insertProviderCalls,
  providerCallsOf,
  textOfProviderCall,
} from '../../src/store/queries/provider-calls.ts';
import {
  bodyOfDelivery,
  deliveryById,
  findDeliveries,
  insertDeliveries,
  updateDeliveries,
} from '../../src/store/queries/webhooks.ts';
import type { ProviderCallRecord } from '../../src/store/records.ts';
import type { Sql } from '../../src/store/sql.ts';
import type { TestDatabase } from '../support/database.ts';
import { deliveryRow, openWithMerchants } from './rows.ts';

let opened: TestDatabase;
let read: Sql;
beforeAll(async () => {
  opened = await openWithMerchants();
  read = opened.database.reader;
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
});

describe('webhook deliveries', () => {
  it('are read byte for byte as they came, whatever the names of their headers', async () => {
    const headers = { minor: 'not a number', 'x-signature': 's' };
    const bytes = Buffer.from([0, 255, 10, 13, 123, 49, 46, 53, 48]);
    const body = { bytes, sealedWith: 'a1b2c3d4' };
    const delivery = deliveryRow('whd_1', {
      headers,
      body,
      eventId: 'e1',
      topic: 'refunds',
      checkAt: 2_000,
    });
    expect(await opened.queue.commit((tx) => insertDeliveries(tx, [delivery]))).toEqual([true]);
    expect(await deliveryById(read, 'whd_1')).toEqual(delivery);
    const page = { first: 10, after: null };
    const { body: _, ...shown } = delivery;
    const listed = { ...shown, bodyBytes: bytes.length };
    expect(await findDeliveries(read, 'mer_1', page, {})).toEqual([listed]);
    expect(await bodyOfDelivery(read, 'whd_1')).toEqual(body);
    const now = { status: 'DEAD', attempts: 9, lastError: 'why', checkAt: null } as const;
    await opened.queue.commit((tx) => updateDeliveries(tx, [{ ...now, id: 'whd_1' }]));
    expect(await deliveryById(read, 'whd_1')).toEqual({ ...delivery, ...now });
  });

  it('are stored once for each account, also when they come twice at the same instant', async () => {
    const twins = ['whd_a', 'whd_b'].map((id) => deliveryRow(id, { identity: 'the same' }));
    const other = deliveryRow('whd_c', { identity: 'the same', accountId: 'acc_2' });
    const inserted = await Promise.all(
      [...twins, other].map((row) => opened.queue.commit((tx) => insertDeliveries(tx, [row]))),
    );
    expect(inserted.flat()).toEqual([true, false, true]);
    expect(await deliveryById(read, 'whd_b')).toBeNull();
  });
});

describe('idempotency keys', () => {
  const record = {
    merchantId: 'mer_1',
    mutation: 'createOrder',
    key: 'key-0001',
    fingerprint: 'f1',
    paths: { 'amount.minor': 'd1', minor: 'd2' },
    objectId: 'ord_1',
    createdAt: 1_000,
  };

  const claim = (rest: Partial<typeof record>) =>
    opened.queue.commit((tx) => claimIdempotencyKeys(tx, [{ ...record, ...rest }]));

  it('are read as they were claimed, whatever the names of the paths', async () => {
    expect(await opened.queue.commit((tx) => claimIdempotencyKeys(tx, [record]))).toEqual([true]);
    expect(await idempotencyKey(read, 'mer_1', 'createOrder', 'key-0001')).toEqual(record);
  });

  it('are claimed once for each merchant and mutation', async () => {
    expect(await claim({ objectId: 'ord_2' })).toEqual([false]);
    expect(await claim({ merchantId: 'mer_2' })).toEqual([true]);
    expect(await claim({ mutation: 'cancelOrder' })).toEqual([true]);
    const first = await idempotencyKey(read, 'mer_1', 'createOrder', 'key-0001');
    expect(first?.objectId).toBe('ord_1');
    expect(await idempotencyKey(read, 'mer_1', 'createOrder', 'KEY-0001')).toBeNull();
  });
});

const call = (id: string, rest: Partial<ProviderCallRecord> = {}): ProviderCallRecord => ({
  id,
  subjectId: 'ord_1',
  operation: 'createOrder',
  outcome: 'ANSWERED',
  httpStatus: 200,
  durationMs: 12,
  request: '{"amount":1.500}',
  response: 'ok',
  at: 1_000,
  ...rest,
});

const entry = ({ request, response, ...rest }: ProviderCallRecord) => ({
  ...rest,
  times: 1,
  lastAt: rest.at,
  requestBytes: request.length,
  responseBytes: response?.length ?? 0,
});

describe('other stored records', () => {
  it('of calls of a provider are read in the order in which they were made', async () => {
    const lost = call('cal_1', { outcome: 'UNKNOWN', httpStatus: null, response: null });
    await opened.queue.commit(async (tx) => {
      await insertProviderCalls(tx, [call('cal_2')]);
      await insertProviderCalls(tx, [lost]);
      await insertProviderCalls(tx, [call('cal_3', { subjectId: 'ord_2' })]);
    });
    const of = (first: number, after: string | null) =>
      providerCallsOf(read, 'ord_1', { first, after });
    expect(await of(10, null)).toEqual([entry(lost), entry(call('cal_2'))]);
    expect(await of(1, null)).toEqual([entry(lost)]);
    expect(await of(10, 'cal_1')).toEqual([entry(call('cal_2'))]);
    expect(await textOfProviderCall(read, 'cal_1', 'request')).toBe(lost.request);
    expect(await textOfProviderCall(read, 'cal_1', 'response')).toBeNull();
  });

  it('of accounts are read in the order of routing, of their merchant only', async () => {
    const accounts = await accountsOfMerchant(read, 'mer_1');
    expect(accounts.map(({ id, enabled }) => [id, enabled])).toEqual([
      ['acc_1', false],
      ['acc_2', false],
    ]);
    expect(await accountById(read, 'acc_3')).toHaveProperty('merchantId', 'mer_2');
  });
});
