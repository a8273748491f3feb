import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventually, openWorld, providersOfSandbox } from '../support/app.ts';
import type { World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  ask,
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

describe.each(providersOfSandbox)('settlements at %s', (provider) => {
  let world: World;
  const sandbox = () => world.sandbox.provider(provider);
  const other = providersOfSandbox.find((name) => name !== provider) ?? provider;
  const settle = (more: object = {}) =>
    ask(world, documents.createSettlement, { input: settlementInput(world, provider, more) });

  beforeAll(async () => {
    world = await openWorld();
    for (let count = 0; count < 5; count += 1) await paid(world, provider);
  });

  afterAll(() => world.close());

  it('R17: are one payout when the same is asked for twice at once', async () => {
    const before = sandbox().effects().settlementsCreated;
    const input = settlementInput(world, provider);
    const all = await Promise.all(
      Array.from({ length: 20 }, () => ask(world, documents.createSettlement, { input })),
    );
    expect(new Set(all.flatMap(({ settlement }) => settlement?.id ?? [])).size).toBe(1);
    expect(sandbox().effects().settlementsCreated - before).toBe(1);
    const same = { ...input, amount: { amount: '60.00', ...usdt }, orders: [] };
    const again = await ask(world, documents.createSettlement, { input: same });
    expect(again).toMatchObject({ replayed: true, settlement: { status: 'PENDING' } });
    const another = { ...input, amount: { amount: '61', ...usdt }, reference: 'another' };
    const conflict = await ask(world, documents.createSettlement, { input: another });
    expect(conflict).toMatchObject({
      __typename: 'IdempotencyConflictError',
      existing: { __typename: 'Settlement', id: again.settlement?.id },
      differences: ['amount.amount', 'reference'],
    });
  });

  it('of more than the balance fail with what the provider said', async () => {
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

  it('take only orders of their own account', async () => {
    const order = await created(world, other);
    const before = await footprint(world);
    const told = await settle({ orders: [order.id] });
    expect(told.issues).toMatchObject([{ path: ['orders', '0'] }]);
    expect(await footprint(world)).toEqual(before);
  });

  it('from an account that is disabled, or to where the provider cannot pay, are not sent', async () => {
    const upi = { upi: { vpa: 'a@b', holderName: 'A' } };
    const since = sandbox().requests().length;
    expect(await settle({ destination: upi })).toMatchObject({
      __typename: 'UnsupportedOperationError',
    });
    const account = { id: world.accounts[provider], enabled: false };
    await ask(world, documents.updateProviderAccount, { input: account });
    expect(await settle()).toMatchObject({ __typename: 'InvalidStateError', status: 'DISABLED' });
    await ask(world, documents.updateProviderAccount, { input: { ...account, enabled: true } });
    expect(callsSince(sandbox(), since)).toEqual([]);
  });

  it('are followed to their end', async () => {
    const { settlement } = await settle();
    const { id = '', providerReference = '' } = settlement ?? {};
    sandbox().advanceSettlement(providerReference, 'SETTLED');
    await eventually(async () => (await pathOf(world, id)).at(-1) === 'SUCCEEDED');
    expect(await settlementOf(world, id)).toMatchObject({ phase: 'SETTLED', failure: null });
  });

  it('R7: a job that was claimed by a process that is gone is done by another run', async () => {
    sandbox().faults.arm({ fault: 'cut-after', operation: 'createSettlement' });
    const { settlement } = await settle();
    expect(settlement?.status).toBe('UNKNOWN');
    const { id = '' } = settlement ?? {};
    const { connections } = world.app.deps;
    // The process ends right after the claim: nothing of the job is done.
    const gone = vi.spyOn(connections, 'of').mockImplementation(() => {
      throw new Error('killed');
    });
    await world.advance(5_000);
    gone.mockRestore();
    await world.advance(30_000);
    expect((await settlementOf(world, id)).status).toBe('UNKNOWN');
    await world.advance(30_000);
    expect((await settlementOf(world, id)).status).toBe('PENDING');
  });

  it('R11: asking by hand leaves later events to flow', async () => {
    sandbox().faults.arm({ fault: 'cut-after', operation: 'createOrder' });
    const order = await created(world, provider);
    const told = await ask(world, documents.refreshOrder, { id: order.id });
    expect(told.order?.status).toBe('AWAITING_PAYMENT');
    sandbox().pay(order.providerReference);
    await eventually(async () => (await orderOf(world, order.id)).status === 'PAID');
    expect(await pathOf(world, order.id)).toEqual([
      'SUBMITTING',
      'UNKNOWN',
      'AWAITING_PAYMENT',
      'PAID',
    ]);
  });
});
