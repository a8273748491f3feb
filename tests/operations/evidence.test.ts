import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareEvidence } from '../../src/operations/evidence.ts';
import { existing } from '../../src/operations/find.ts';
import type { Queue } from '../../src/store/commit.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { observing, pushedAt } from '../support/core.ts';
import * as documents from '../support/documents.ts';
import { changeJson } from '../support/json-column.ts';
import { mutate, newKey, orderOf, paid, refundAddress, usdt } from '../support/operations.ts';

const provider = 'ANEXPAY_XCHECKOUT';
let testApp: TestApp;
let order: Awaited<ReturnType<typeof paid>>;

beforeAll(async () => {
  testApp = await openTestApp();
  order = await paid(testApp, provider);
  const input = {
    idempotencyKey: newKey(),
    order: order.id,
    amount: { amount: '40', ...usdt },
    ...refundAddress(provider),
  };
  await mutate(testApp, documents.createRefund, { input });
  await testApp.sandbox.provider(provider).webhooks.idle();
});
afterAll(() => testApp.close());

const compare = (rewrite = false) => compareEvidence(testApp.app.deps, rewrite);

/** Takes from the row that the order is paid, and gives it this status. */
const spoil = (status: string): Promise<number> =>
  testApp.app.deps.queue.commit(async (tx) => {
    await changeJson(tx, { table: 'orders', id: order.id }, ({ paid: _paid, ...evidence }) => {
      const { PAID: _at, ...seen } = evidence['seen'] as Record<string, unknown>;
      return { ...evidence, seen };
    });
    const text = 'update orders set status = ?, refundable = null where id = ?';
    return tx.run(text, status, order.id);
  });

describe('the joined state in a row', () => {
  it('is what its evidence gives', async () => {
    expect(await compare()).toEqual({ compared: 2, divergences: [] });
  });

  it('is reported where it is not, and stays unchanged until it is to be rewritten', async () => {
    await spoil('PROCESSING');
    const found = { id: order.id, status: 'PROCESSING', judged: 'PAID', rewritten: false };
    expect(await compare()).toEqual({ compared: 2, divergences: [found] });
    expect(await orderOf(testApp, order.id)).toMatchObject({ status: 'PROCESSING', paid: null });
  });

  it('is rewritten from the evidence, with an event about what callers see of that', async () => {
    const { version } = await orderOf(testApp, order.id);
    const { divergences } = await compare(true);
    expect(divergences).toMatchObject([{ id: order.id, rewritten: true }]);
    const healed = await orderOf(testApp, order.id);
    expect(healed).toMatchObject({
      status: 'PAID',
      paid: { amount: '101.00' },
      refundable: { amount: '61.00' },
    });
    expect(healed['version']).toBe(version + 1);
    expect(await compare()).toEqual({ compared: 2, divergences: [] });
  });

  it('is not rewritten from what another change of the same group has outdated', async () => {
    const { deps } = testApp.app;
    await spoil('AWAITING_PAYMENT');
    const { providerReference, accountId, merchantId } = await existing(
      orderById(deps.read, order.id),
    );
    const closed = { subject: 'ORDER', providerReference, status: 'CANCELED' } as const;
    const source = { ...pushedAt(deps.now()), accountId, merchantId };
    const meanwhile = observing(deps, source, [{ ...closed, occurredAt: null }]);
    const others: Promise<unknown>[] = [];
    const queue: Pick<Queue, 'change'> = {
      change(change) {
        others.push(deps.queue.change(meanwhile));
        return deps.queue.change(change);
      },
    };
    const { divergences } = await compareEvidence({ ...deps, queue }, true);
    await Promise.all(others);
    expect(divergences).toMatchObject([{ id: order.id, rewritten: false }]);
    expect((await existing(orderById(deps.read, order.id))).evidence.seen).toHaveProperty(
      'CANCELED',
    );
  });
});
