import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventually, openTestApp, triedBrands, stablecoinBrands } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  callsSince,
  created,
  footprint,
  orderOf,
  paid,
  pathOf,
  settlementInput,
  settlementOf,
  usdt,
} from '../support/operations.ts';

describe.each(triedBrands)('settlements at %s', (provider) => {
  let testApp: TestApp;
  const sandbox = () => testApp.sandbox.provider(provider);
  const other = stablecoinBrands.find((name) => name !== provider) ?? provider;
  const settle = (more: object = {}) =>
    mutate(testApp, documents.createSettlement, {
      input: settlementInput(testApp, provider, more),
    });

  beforeAll(async () => {
    testApp = await openTestApp();
    for (let count = 0; count < 5; count += 1) await paid(testApp, provider);
  });

  afterAll(() => testApp.close());

  it('R17: are one payout when the same is requested twice at once', async () => {
    const before = sandbox().effects().settlementsCreated;
    const input = settlementInput(testApp, provider);
    const all = await Promise.all(
      Array.from({ length: 20 }, () => mutate(testApp, documents.createSettlement, { input })),
    );
    expect(new Set(all.flatMap(({ settlement }) => settlement?.id ?? [])).size).toBe(1);
    expect(sandbox().effects().settlementsCreated - before).toBe(1);
    const same = { ...input, amount: { amount: '60.00', ...usdt }, orders: [] };
    const again = await mutate(testApp, documents.createSettlement, { input: same });
    expect(again).toMatchObject({ replayed: true, settlement: { status: 'PENDING' } });
    const another = { ...input, amount: { amount: '61', ...usdt }, reference: 'another' };
    const conflict = await mutate(testApp, documents.createSettlement, { input: another });
    expect(conflict).toMatchObject({
      __typename: 'IdempotencyConflictError',
      existing: { __typename: 'Settlement', id: again.settlement?.id },
      differences: ['amount.amount', 'reference'],
    });
  });

  it("of more than the balance fail with the provider's message", async () => {
    const { settlement } = await settle({ amount: { amount: '999999', ...usdt } });
    expect(settlement).toMatchObject({
      status: 'FAILED',
      failure: { code: 'REJECTED', providerCode: '90423', providerMessage: 'insufficient balance' },
    });
  });

  it('to a bank fail where the provider has not enabled them', async () => {
    const destination = { registeredBankAccount: { remitId: 'r1', fiat: 'USD' } };
    const { settlement } = await settle({ destination });
    expect(settlement).toMatchObject({ status: 'FAILED', failure: { providerCode: '90422' } });
  });

  it('accept only orders of their own account', async () => {
    const order = await created(testApp, other);
    const before = await footprint(testApp);
    const result = await settle({ orders: [order.id] });
    expect(result.issues).toMatchObject([{ path: ['orders', '0'] }]);
    expect(await footprint(testApp)).toEqual(before);
  });

  it('from an account that is disabled, or to where the provider cannot pay, are not sent', async () => {
    const upi = { upi: { vpa: 'a@b', holderName: 'A' } };
    const since = sandbox().requests().length;
    expect(await settle({ destination: upi })).toMatchObject({
      __typename: 'UnsupportedOperationError',
    });
    const account = { id: testApp.accounts[provider], enabled: false };
    await mutate(testApp, documents.updateProviderAccount, { input: account });
    expect(await settle()).toMatchObject({
      __typename: 'InvalidStateError',
      message: 'The account is disabled.',
      status: null,
    });
    await mutate(testApp, documents.updateProviderAccount, {
      input: { ...account, enabled: true },
    });
    expect(callsSince(sandbox(), since)).toEqual([]);
  });

  it('are followed to their end', async () => {
    const { settlement } = await settle();
    const { id = '', providerReference = '' } = settlement ?? {};
    sandbox().advanceSettlement(providerReference, 'SETTLED');
    await eventually(async () => (await pathOf(testApp, id)).at(-1) === 'SUCCEEDED');
    expect(await settlementOf(testApp, id)).toMatchObject({ phase: 'SETTLED', failure: null });
  });

  it('R7: are completed by another run when the process that claimed their job is gone', async () => {
    sandbox().faults.arm({ fault: 'cut-after', operation: 'createSettlement' });
    const { settlement } = await settle();
    expect(settlement?.status).toBe('UNKNOWN');
    const { id = '' } = settlement ?? {};
    const { connections } = testApp.app.deps;
    // The process ends right after the claim: nothing of the job is done.
    const gone = vi.spyOn(connections, 'of').mockImplementation(() => {
      throw new Error('killed');
    });
    await testApp.advance(5_000);
    gone.mockRestore();
    await testApp.advance(30_000);
    expect((await settlementOf(testApp, id)).status).toBe('UNKNOWN');
    await testApp.advance(30_000);
    expect((await settlementOf(testApp, id)).status).toBe('PENDING');
  });

  it('R11: still receive later events after a refresh', async () => {
    sandbox().faults.arm({ fault: 'cut-after', operation: 'createOrder' });
    const order = await created(testApp, provider);
    const result = await mutate(testApp, documents.refreshOrder, { id: order.id });
    expect(result.order?.status).toBe('AWAITING_PAYMENT');
    sandbox().pay(order.providerReference);
    await eventually(async () => (await orderOf(testApp, order.id)).status === 'PAID');
    expect(await pathOf(testApp, order.id)).toEqual([
      'SUBMITTING',
      'UNKNOWN',
      'AWAITING_PAYMENT',
      'PAID',
    ]);
  });
});
